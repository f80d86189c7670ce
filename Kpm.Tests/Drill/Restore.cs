using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>What a restore wrote.</summary>
/// <param name="Documents">Documents and user keys.</param>
/// <param name="Expired">Documents that would have vanished since, and stay away.</param>
/// <param name="Blobs">Blobs.</param>
/// <param name="BlobBytes">Their bytes.</param>
/// <param name="ErasedSince">People who were erased after the backup, and must be again.</param>
internal sealed record RestoreFigures(long Documents, long Expired, long Blobs, long BlobBytes, IReadOnlyList<string> ErasedSince);

/// <summary>Brings a backup back into empty stores while no app works on them. What a crash left half done is begun again and written over.</summary>
internal sealed class Restore(EnvironmentStores stores, BackupFolder folder, TimeProvider time)
{
    private static readonly ParallelOptions Writers = new() { MaxDegreeOfParallelism = 16 };
    private static readonly ParallelOptions Uploads = new() { MaxDegreeOfParallelism = 4 };

    /// <param name="withKeys">False when the account of the user keys was not lost: it knows who was erased since, and stays as it is.</param>
    /// <exception cref="BackupRefusedException">The backup is not whole, or the stores are not empty; nothing was written.</exception>
    public async Task<RestoreFigures> RunAsync(bool withKeys = true)
    {
        var (manifest, digest) = await folder.VerifyAsync();
        DocumentStore[] targets = [.. withKeys ? stores.Keys : [], .. stores.Documents];
        var mark = new RestoreMark(stores);
        if (await mark.FindAsync() is not { } begun)
        {
            await CheckEmptyAsync(targets);
            await mark.SetAsync(digest);
        }
        else if (begun != digest)
        {
            throw new BackupRefusedException("the restore of another backup has not ended");
        }

        foreach (var container in stores.Blobs) await UploadAsync(container);
        var (written, expired) = (0L, 0L);
        foreach (var store in targets)
        {
            var (here, gone) = await WriteAsync(store.Container);
            written += here;
            expired += gone;
        }

        await mark.RemoveAsync();
        return new RestoreFigures(written, expired, manifest.BlobCount, manifest.BlobBytes, await ErasedSince.FindAsync(stores));
    }

    private async Task CheckEmptyAsync(IEnumerable<DocumentStore> targets)
    {
        foreach (var target in targets)
            if (await DocumentQuery.AnyAsync(target.Container)) throw new BackupRefusedException($"container {target.Container.Id} is not empty");
        foreach (var container in stores.Blobs)
            await foreach (var _ in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default)) throw new BackupRefusedException($"container {container.Name} is not empty");
    }

    private async Task UploadAsync(BlobContainerClient container) =>
        await Parallel.ForEachAsync(folder.BlobsAsync(BackupFolder.IndexOf(container.Name)), Uploads, async (blob, cancellationToken) =>
        {
            await using var file = folder.Read(BackupFolder.FileOf(container.Name, blob.Name));
            var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = blob.ContentType }, Metadata = blob.Metadata.ToDictionary(StringComparer.Ordinal) };
            await container.GetBlobClient(blob.Name).UploadAsync(file, options, cancellationToken);
        });

    private async Task<(long Written, long Expired)> WriteAsync(Container container)
    {
        var (written, expired) = (0L, 0L);
        await Parallel.ForEachAsync(folder.LinesAsync(BackupFolder.DocumentsOf(container.Database.Id, container.Id)), Writers, async (line, cancellationToken) =>
        {
            if (DocumentLine.Read(line, time.GetUtcNow()) is not var (body, partition))
            {
                Interlocked.Increment(ref expired);
                return;
            }

            using var content = new MemoryStream(body, writable: false);
            using var response = await container.UpsertItemStreamAsync(content, new PartitionKey(partition), new ItemRequestOptions { EnableContentResponseOnWrite = false }, cancellationToken);
            response.EnsureSuccessStatusCode();
            Interlocked.Increment(ref written);
        });
        return (written, expired);
    }
}
