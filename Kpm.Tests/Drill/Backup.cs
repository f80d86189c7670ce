using System.Reflection;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Kpm.Functions.Shared;

namespace Kpm.Tests.Drill;

/// <summary>
/// Copies the stores of a system that goes on working. Documents come first, then user keys, then blobs: a document that was read names only keys
/// and blobs that were there before it, so what is read later holds them. What was deleted in between is missing, and that is meant: who was erased
/// while the backup was taken stays erased.
/// </summary>
internal sealed class Backup(EnvironmentStores stores, BackupFolder folder, TimeProvider time)
{
    /// <summary>A rotation of a user key that begins later destroys no older version within it (docs/adr/0017).</summary>
    private static readonly TimeSpan SafeFromRotation = TimeSpan.FromMinutes(20);
    private static readonly string AppVersion = typeof(VersionFunction).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Version").Value ?? "";
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private static readonly JsonSerializerOptions OneLine = new(BackupManifest.Json) { WriteIndented = false };

    /// <exception cref="BackupRefusedException">The folder is not empty, a restore into the stores has not ended, or a user key is being rotated.</exception>
    public async Task<BackupManifest> TakeAsync()
    {
        if (await new RestoreMark(stores).FindAsync() is not null) throw new BackupRefusedException("a restore into these stores has not ended");
        if (await IsKeyRotatedAsync()) throw new BackupRefusedException("the key of a person is being rotated: wait for its end");
        folder.Create();
        var started = time.GetUtcNow();
        var documents = new List<BackupFile>();
        foreach (var store in stores.Documents.Concat(stores.Keys)) documents.Add(await WriteDocumentsAsync(store));
        if (time.GetUtcNow() - started > SafeFromRotation && await IsKeyRotatedAsync()) throw new BackupRefusedException("the key of a person was rotated meanwhile: take it again");
        var (blobs, bytes) = (new List<BackupFile>(), 0L);
        foreach (var container in stores.Blobs)
        {
            var (index, length) = await WriteBlobsAsync(container);
            blobs.Add(index);
            bytes += length;
        }

        var manifest = new BackupManifest(BackupManifest.Format, AppVersion, started.ToUnixTimeMilliseconds(), time.GetUtcNow().ToUnixTimeMilliseconds(), documents, blobs, bytes);
        await folder.CompleteAsync(manifest);
        return manifest;
    }

    private Task<bool> IsKeyRotatedAsync() => DocumentQuery.AnyAsync(stores.Of("keyRotations"), "c.nextCheckAt >= 0");

    private async Task<BackupFile> WriteDocumentsAsync(DocumentStore store)
    {
        var path = BackupFolder.DocumentsOf(store.Container.Database.Id, store.Container.Id);
        await using var file = folder.Write(path);
        var count = 0L;
        await foreach (var document in DocumentQuery.AllAsync(store.Container))
        {
            await file.WriteAsync(DocumentLine.Of(document, store.Ttl));
            count++;
        }

        return new BackupFile(path, count, file.Length, file.Digest);
    }

    private async Task<(BackupFile Index, long Bytes)> WriteBlobsAsync(BlobContainerClient container)
    {
        var path = BackupFolder.IndexOf(container.Name);
        await using var index = folder.Write(path);
        var (count, bytes) = (0L, 0L);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, default))
        {
            if (await TryWriteAsync(container, blob) is not { } written) continue;
            await index.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(written, OneLine));
            await index.WriteAsync(LineEnd);
            count++;
            bytes += written.SizeBytes;
        }

        return (new BackupFile(path, count, index.Length, index.Digest), bytes);
    }

    /// <returns>Null when it was deleted since it was listed.</returns>
    private async Task<BackupBlob?> TryWriteAsync(BlobContainerClient container, BlobItem blob)
    {
        var path = BackupFolder.FileOf(container.Name, blob.Name);
        try
        {
            await using var file = folder.Write(path);
            await container.GetBlobClient(blob.Name).DownloadToAsync(file);
            return new BackupBlob(blob.Name, file.Length, file.Digest, blob.Properties.ContentType, new Dictionary<string, string>(blob.Metadata, StringComparer.Ordinal));
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            folder.Delete(path);
            return null;
        }
    }
}
