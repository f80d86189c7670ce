using System.Collections.Concurrent;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>A file vault in memory. It seals as the real one does, so a test that mixes up records, owners or attempts fails here too.</summary>
public sealed class InMemoryFileVault(IUserKeys userKeys) : IFileVault
{
    private readonly FileFormat _format = FileFormat.FourKibibytes;

    /// <summary>The sealed files by location.</summary>
    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    public async Task<SealedFile?> WriteAsync(
        AssetId asset, Guid attempt, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(asset), key, opener, cancellationToken);
        var file = new FileAttempt(asset, attempt);
        using var output = new MemoryStream();
        var measured = await SegmentedFile.SealAsync(dataKey, file, _format.Layout, plain, output.WriteAsync, maximumBytes, cancellationToken);
        if (measured is null) return null;
        if (!Blobs.TryAdd(file.Location, output.ToArray())) throw new InvalidOperationException("There is a blob of this name.");
        return new SealedFile(file.Location, measured.SizeBytes, measured.Sha256, _format.Name);
    }

    public async Task ReadAsync(
        AssetId asset, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        var layout = FileFormat.Named(file.Cipher).Layout;
        var attempt = FileAttempt.At(asset, file.Location);
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(asset), key, opener, cancellationToken);
        await SegmentedFile.OpenAsync(dataKey, attempt, layout, file.SizeBytes, OpenRangeAsync, offset, count, destination, cancellationToken);

        Task<Stream> OpenRangeAsync(long from, long length, CancellationToken token)
        {
            if (!Blobs.TryGetValue(file.Location, out var blob)) throw new FileNotFoundException("The file is not in the store.");
            if (blob.Length != layout.SealedLength(file.SizeBytes)) throw new SealBrokenException("The blob does not have the length of the file.");
            return Task.FromResult<Stream>(new MemoryStream(blob, (int)from, (int)length, writable: false));
        }
    }

    public Task DeleteAsync(string location, CancellationToken cancellationToken)
    {
        Blobs.TryRemove(location, out _);
        return Task.CompletedTask;
    }

    public Task DeleteAllAsync(AssetId asset, CancellationToken cancellationToken)
    {
        foreach (var location in Blobs.Keys.Where(name => name.StartsWith(FileAttempt.FolderOf(asset), StringComparison.Ordinal))) Blobs.TryRemove(location, out _);
        return Task.CompletedTask;
    }
}
