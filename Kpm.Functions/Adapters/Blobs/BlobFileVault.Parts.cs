using Azure;
using Azure.Storage.Blobs.Specialized;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Files in parts: a blob for each attempt of a part, and one for the part table.</summary>
public sealed partial class BlobFileVault : IPartVault
{
    public Task<PlainFile?> WritePartAsync(PartAttempt part, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken) =>
        SealAsync(RecordNames.Of(part.Asset), part, key, opener, plain, maximumBytes, cancellationToken);

    public async Task TryDeletePartAsync(PartAttempt part, CancellationToken cancellationToken)
    {
        try
        {
            await _blobs.DeleteAsync(part.Location, cancellationToken);
        }
        catch (RequestFailedException)
        {
            // It is deleted with what the upload does not need.
        }
    }

    public async Task WriteTableAsync(PartTableName name, PartTable table, SealedRecord key, UserId opener, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(name.Asset), key, opener, cancellationToken);
        var upload = new BlockUpload(container.GetBlockBlobClient(name.Location));
        await PartedFile.SealTableAsync(dataKey, name, format.Layout, table, upload.WriteAsync, cancellationToken);
        await upload.CommitAsync(cancellationToken);
    }

    public async Task<SealedFile> VerifyAsync(PartTableName name, SealedRecord key, UserId opener, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(name.Asset), key, opener, cancellationToken);
        var table = await OpenTableAsync(dataKey, name, format.Layout, cancellationToken);
        var whole = await PartedFile.VerifyAsync(dataKey, name, table, format.Layout, _blobs.OpenRangeAsync, cancellationToken);
        return new SealedFile(name.Location, whole.SizeBytes, whole.Sha256, format.InParts.Name);
    }

    public async Task DeleteUnnamedAsync(PartTableName name, SealedRecord key, UserId opener, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(name.Asset), key, opener, cancellationToken);
        var table = await OpenTableAsync(dataKey, name, format.Layout, cancellationToken);
        var kept = table.Parts.Select(part => name.NameOf(part).Location).Append(name.Location).ToHashSet(StringComparer.Ordinal);
        await _blobs.DeleteFolderAsync(PartAttempt.FolderOf(name.Asset, name.Upload), kept, cancellationToken);
    }

    public Task DeleteUploadAsync(AssetId asset, UploadId upload, CancellationToken cancellationToken) =>
        _blobs.DeleteFolderAsync(PartAttempt.FolderOf(asset, upload), Nothing, cancellationToken);

    private async Task ReadPartsAsync(
        DataKey dataKey, AssetId asset, SealedFile file, SegmentLayout layout, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        var name = PartTableName.At(asset, file.Location);
        var table = await OpenTableAsync(dataKey, name, layout, cancellationToken);
        if (table.SizeBytes != file.SizeBytes) throw new SealBrokenException("The part table is not that of the file.");
        await PartedFile.OpenAsync(dataKey, name, table, layout, _blobs.OpenRangeAsync, offset, count, destination, cancellationToken);
    }

    private async Task<PartTable> OpenTableAsync(DataKey dataKey, PartTableName name, SegmentLayout layout, CancellationToken cancellationToken)
    {
        var (content, length) = await _blobs.OpenAsync(name.Location, cancellationToken);
        await using (content) return await PartedFile.OpenTableAsync(dataKey, name, layout, content, length, cancellationToken);
    }
}
