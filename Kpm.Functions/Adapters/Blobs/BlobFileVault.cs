using System.Net.Http.Headers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Keeps sealed files as block blobs, one segment a block, in a container that exists.</summary>
/// <param name="container">The container <c>vault</c>.</param>
/// <param name="userKeys">Open the data keys.</param>
/// <param name="format">The format of new files.</param>
public sealed class BlobFileVault(BlobContainerClient container, IUserKeys userKeys, FileFormat format) : IFileVault
{
    public async Task<SealedFile?> WriteAsync(
        AssetId asset, Guid attempt, SealedRecord key, UserId opener, Stream plain, long maximumBytes, CancellationToken cancellationToken)
    {
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(asset), key, opener, cancellationToken);
        var file = new FileAttempt(asset, attempt);
        var upload = new BlockUpload(container.GetBlockBlobClient(file.Location));
        var measured = await SegmentedFile.SealAsync(dataKey, file, format.Layout, plain, upload.WriteAsync, maximumBytes, cancellationToken);
        if (measured is null) return null;
        await upload.CommitAsync(cancellationToken);
        return new SealedFile(file.Location, measured.SizeBytes, measured.Sha256, format.Name);
    }

    public async Task ReadAsync(
        AssetId asset, SealedFile file, SealedRecord key, UserId opener, long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        var layout = FileFormat.Named(file.Cipher).Layout;
        var attempt = FileAttempt.At(asset, file.Location);
        using var dataKey = await userKeys.OpenDataKeyAsync(RecordNames.Of(asset), key, opener, cancellationToken);
        var blob = container.GetBlobClient(file.Location);
        var sealedLength = layout.SealedLength(file.SizeBytes);
        await SegmentedFile.OpenAsync(
            dataKey, attempt, layout, file.SizeBytes, (from, length, token) => OpenRangeAsync(blob, sealedLength, from, length, token), offset, count, destination, cancellationToken);
    }

    public Task DeleteAsync(string location, CancellationToken cancellationToken) =>
        container.GetBlobClient(location).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    public async Task DeleteAllAsync(AssetId asset, CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, FileAttempt.FolderOf(asset), cancellationToken))
            await DeleteAsync(blob.Name, cancellationToken);
    }

    private static async Task<Stream> OpenRangeAsync(BlobClient blob, long sealedLength, long offset, long count, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset, count) };
            var download = (await blob.DownloadStreamingAsync(options, cancellationToken)).Value;
            if (ContentRangeHeaderValue.Parse(download.Details.ContentRange).Length == sealedLength) return download.Content;
            await download.Content.DisposeAsync();
            throw new SealBrokenException("The blob does not have the length of the file.");
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.InvalidRange)
        {
            throw new SealBrokenException("The blob is shorter than the file.", refused);
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            throw new FileNotFoundException("The file is not in the store.", refused);
        }
    }
}
