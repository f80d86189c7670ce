using System.Collections.Concurrent;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>A file vault in memory. It seals as the real one does, so a test that mixes up records, owners or attempts fails here too.</summary>
public sealed partial class InMemoryFileVault(IUserKeys userKeys) : IFileVault, IPartVault
{
    private readonly FileFormat _format = FileFormat.FourKibibytes;

    /// <summary>The sealed files by location.</summary>
    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    public async Task<SealedFile?> WriteAsync(
        AssetId asset, Guid attempt, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken)
    {
        var file = new FileAttempt(asset, attempt);
        var measured = await SealAsync(RecordNames.Of(asset), file, key, opener, plain, maximumBytes, cancellationToken);
        return measured is null ? null : new SealedFile(file.Location, measured.SizeBytes, measured.Sha256, _format.Name);
    }

    public async Task ReadAsync(
        AssetId asset, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        var format = FileFormat.Named(file.Cipher);
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(asset), key, opener, cancellationToken);
        if (format.IsInParts)
        {
            var name = PartTableName.At(asset, file.Location);
            var table = await OpenTableAsync(dataKey, name, cancellationToken);
            if (table.SizeBytes != file.SizeBytes) throw new SealBrokenException("The part table is not that of the file.");
            await PartedFile.OpenAsync(dataKey, name, table, format.Layout, OpenRangeAsync, offset, count, destination, cancellationToken);
            return;
        }

        var sealedLength = format.Layout.SealedLength(file.SizeBytes);
        await SegmentedFile.OpenAsync(
            dataKey,
            FileAttempt.At(asset, file.Location),
            format.Layout,
            file.SizeBytes,
            (from, length, token) => OpenRangeAsync(file.Location, sealedLength, from, length, token),
            offset,
            count,
            destination,
            cancellationToken);
    }

    public async Task<SealedFile> CopyAsync(KeyedFile source, KeyedAttempt copy, CancellationToken cancellationToken)
    {
        using var plain = new MemoryStream();
        await ReadAsync(source.Asset, source.File, source.Key, source.Opener, 0, source.File.SizeBytes, plain, cancellationToken);
        plain.Position = 0;
        return (await WriteAsync(copy.Asset, copy.Attempt, copy.Key, copy.Opener, plain, source.File.SizeBytes, cancellationToken))!;
    }

    public Task DeleteAsync(string location, CancellationToken cancellationToken)
    {
        if (PartTableName.IsTable(location)) DeleteFolder(location[..(location.LastIndexOf('/') + 1)], []);
        Blobs.TryRemove(location, out _);
        return Task.CompletedTask;
    }

    public Task DeleteBlobAsync(string location, CancellationToken cancellationToken) => DeleteAsync(location, cancellationToken);

    public Task DeleteAllAsync(AssetId asset, CancellationToken cancellationToken)
    {
        foreach (var location in Blobs.Keys.Where(name => name.StartsWith(FileAttempt.FolderOf(asset), StringComparison.Ordinal))) Blobs.TryRemove(location, out _);
        return Task.CompletedTask;
    }

    public Task<PlainFile?> WritePartAsync(PartAttempt part, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken) =>
        SealAsync(RecordNames.Of(part.Asset), part, key, opener, plain, maximumBytes, cancellationToken);

    public Task TryDeletePartAsync(PartAttempt part, CancellationToken cancellationToken) => DeleteAsync(part.Location, cancellationToken);

    public async Task WriteTableAsync(PartTableName name, PartTable table, SealedRecord key, UserId opener, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(name.Asset), key, opener, cancellationToken);
        using var output = new MemoryStream();
        await PartedFile.SealTableAsync(dataKey, name, _format.Layout, table, output.WriteAsync, cancellationToken);
        Add(name, output.ToArray());
    }

    public async Task<SealedFile> VerifyAsync(PartTableName name, SealedRecord key, UserId opener, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(name.Asset), key, opener, cancellationToken);
        var table = await OpenTableAsync(dataKey, name, cancellationToken);
        var whole = await PartedFile.VerifyAsync(dataKey, name, table, _format.Layout, OpenRangeAsync, cancellationToken);
        return new SealedFile(name.Location, whole.SizeBytes, whole.Sha256, _format.InParts.Name);
    }

    public async Task DeleteUnnamedAsync(PartTableName name, SealedRecord key, UserId opener, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(name.Asset), key, opener, cancellationToken);
        var table = await OpenTableAsync(dataKey, name, cancellationToken);
        DeleteFolder(PartAttempt.FolderOf(name.Asset, name.Upload), [.. table.Parts.Select(part => name.NameOf(part).Location), name.Location]);
    }

    public Task DeleteUploadAsync(AssetId asset, UploadId upload, CancellationToken cancellationToken)
    {
        DeleteFolder(PartAttempt.FolderOf(asset, upload), []);
        return Task.CompletedTask;
    }

    private async Task<PlainFile?> SealAsync(
        RecordName record, SealedStream name, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(record, key, opener, cancellationToken);
        using var output = new MemoryStream();
        var measured = await SegmentedFile.SealAsync(dataKey, name, _format.Layout, plain, output.WriteAsync, maximumBytes, cancellationToken);
        if (measured is not null) Add(name, output.ToArray());
        return measured;
    }

    private void Add(SealedStream name, byte[] blob)
    {
        if (!Blobs.TryAdd(name.Location, blob)) throw new InvalidOperationException("There is a blob of this name.");
    }

    private Task<PartTable> OpenTableAsync(DataKey dataKey, PartTableName name, CancellationToken cancellationToken)
    {
        if (!Blobs.TryGetValue(name.Location, out var blob)) throw new FileNotFoundException("The file is not in the store.");
        return PartedFile.OpenTableAsync(dataKey, name, _format.Layout, new MemoryStream(blob, writable: false), blob.Length, cancellationToken);
    }

    private Task<Stream> OpenRangeAsync(string location, long sealedLength, long offset, long count, CancellationToken cancellationToken)
    {
        if (!Blobs.TryGetValue(location, out var blob)) throw new FileNotFoundException("The file is not in the store.");
        if (blob.Length != sealedLength) throw new SealBrokenException("The blob does not have the length of the file.");
        return Task.FromResult<Stream>(new MemoryStream(blob, (int)offset, (int)count, writable: false));
    }

    private void DeleteFolder(string folder, HashSet<string> kept)
    {
        foreach (var location in Blobs.Keys.Where(location => location.StartsWith(folder, StringComparison.Ordinal) && !kept.Contains(location))) Blobs.TryRemove(location, out _);
    }
}
