using System.Net.Http.Headers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Blobs;

/// <summary>Reads and deletes the blobs of sealed files.</summary>
internal sealed class SealedBlobs(BlobContainerClient container)
{
    private const int DeletesAtOnce = 16;

    /// <summary>Opens a range of a blob.</summary>
    /// <exception cref="FileNotFoundException">The blob is gone.</exception>
    /// <exception cref="SealBrokenException">It does not have the expected length.</exception>
    public async Task<Stream> OpenRangeAsync(string location, long sealedLength, long offset, long count, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset, count) };
            var download = (await container.GetBlobClient(location).DownloadStreamingAsync(options, cancellationToken)).Value;
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
            throw Gone(refused);
        }
    }

    /// <summary>Opens a whole blob, whatever its length.</summary>
    /// <exception cref="FileNotFoundException">The blob is gone.</exception>
    public async Task<(Stream Content, long Length)> OpenAsync(string location, CancellationToken cancellationToken)
    {
        try
        {
            var download = (await container.GetBlobClient(location).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
            return (download.Content, download.Details.ContentLength);
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            throw Gone(refused);
        }
    }

    /// <summary>Deletes a blob; deleting a missing one is not an error.</summary>
    public Task DeleteAsync(string location, CancellationToken cancellationToken) =>
        container.GetBlobClient(location).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    /// <summary>Deletes the blobs whose names begin with <paramref name="folder"/>, but for those that are to be kept.</summary>
    public async Task DeleteFolderAsync(string folder, IReadOnlySet<string> kept, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken };
        var blobs = container.GetBlobsAsync(new GetBlobsOptions { Prefix = folder }, cancellationToken);
        await Parallel.ForEachAsync(blobs, options, async (blob, token) =>
        {
            if (!kept.Contains(blob.Name)) await DeleteAsync(blob.Name, token);
        });
    }

    private static FileNotFoundException Gone(RequestFailedException refused) => new("The file is not in the store.", refused);
}
