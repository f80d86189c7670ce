using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Keeps sealed files as block blobs, one segment a block, in a container that exists.</summary>
/// <param name="container">The container <c>vault</c>.</param>
/// <param name="userKeys">Open the data keys.</param>
/// <param name="format">The format of new files.</param>
public sealed partial class BlobFileVault(BlobContainerClient container, IUserKeys userKeys, FileFormat format) : IFileVault
{
    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);
    private readonly SealedBlobs _blobs = new(container);

    public async Task<SealedFile?> WriteAsync(
        AssetId asset, Guid attempt, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken)
    {
        var file = new FileAttempt(asset, attempt);
        var measured = await SealAsync(RecordNames.Of(asset), file, key, opener, plain, maximumBytes, cancellationToken);
        return measured is null ? null : new SealedFile(file.Location, measured.SizeBytes, measured.Sha256, format.Name);
    }

    public async Task ReadAsync(
        AssetId asset, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        var fileFormat = FileFormat.Named(file.Cipher);
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(asset), key, opener, cancellationToken);
        if (fileFormat.IsInParts)
        {
            await ReadPartsAsync(dataKey, asset, file, fileFormat.Layout, offset, count, destination, cancellationToken);
            return;
        }

        await ReadStreamAsync(dataKey, FileAttempt.At(asset, file.Location), file, offset, count, destination, cancellationToken);
    }

    public async Task<SealedFile> CopyAsync(KeyedFile source, KeyedAttempt copy, CancellationToken cancellationToken)
    {
        var size = source.File.SizeBytes;
        var written = await PlainPipe.RunAsync(
            (destination, token) => ReadAsync(source.Asset, source.File, source.Key, source.Opener, 0, size, destination, token),
            (plain, token) => WriteAsync(copy.Asset, copy.Attempt, copy.Key, copy.Opener, plain, size, token),
            cancellationToken);
        return written?.Sha256 == source.File.Sha256 ? written : throw new SealBrokenException("The copy is not the file.");
    }

    public Task DeleteAsync(string location, CancellationToken cancellationToken) => PartTableName.IsTable(location)
        ? _blobs.DeleteFolderAsync(location[..(location.LastIndexOf('/') + 1)], Nothing, cancellationToken)
        : _blobs.DeleteAsync(location, cancellationToken);

    public Task DeleteBlobAsync(string location, CancellationToken cancellationToken) => _blobs.DeleteAsync(location, cancellationToken);

    public Task DeleteAllAsync(AssetId asset, CancellationToken cancellationToken) => _blobs.DeleteFolderAsync(FileAttempt.FolderOf(asset), Nothing, cancellationToken);

    /// <summary>Reads a file that is one stream.</summary>
    private Task ReadStreamAsync(DataKey dataKey, SealedStream name, SealedFile file, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        var layout = FileFormat.Named(file.Cipher).Layout;
        var sealedLength = layout.SealedLength(file.SizeBytes);
        return SegmentedFile.OpenAsync(
            dataKey,
            name,
            layout,
            file.SizeBytes,
            (from, length, token) => _blobs.OpenRangeAsync(file.Location, sealedLength, from, length, token),
            offset,
            count,
            destination,
            cancellationToken);
    }

    private async Task<PlainFile?> SealAsync(
        RecordName record, SealedStream name, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(record, key, opener, cancellationToken);
        var upload = new BlockUpload(container.GetBlockBlobClient(name.Location));
        var measured = await SegmentedFile.SealAsync(dataKey, name, format.Layout, plain, upload.WriteAsync, maximumBytes, cancellationToken);
        if (measured is not null) await upload.CommitAsync(cancellationToken);
        return measured;
    }
}
