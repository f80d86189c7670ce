using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Kpm.Local.Blob;

namespace Kpm.Tests.Faults;

/// <content>Blobs.</content>
internal sealed partial class StoredDocuments
{
    /// <summary>The names of all blobs of an export.</summary>
    public Task<IReadOnlyList<string>> ArchivesAsync(string export) => BlobsBelowAsync($"exports/{export}/");

    /// <summary>As <see cref="ArchivesAsync"/>, with those of which only blocks are there.</summary>
    public Task<IReadOnlyList<string>> BegunArchivesAsync(string export) => BlobsBelowAsync($"exports/{export}/", BlobStates.Uncommitted);

    /// <summary>The names of all blobs of an asset.</summary>
    public Task<IReadOnlyList<string>> BlobsAsync(string asset) => BlobsBelowAsync($"{asset[..4]}/{asset}/");

    /// <summary>The names and tags of all blobs there are: another write of one has another tag.</summary>
    public async Task<IReadOnlyList<string>> AllBlobsAsync()
    {
        var found = new List<string>();
        await foreach (var blob in Vault.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default)) found.Add($"{blob.Name} {blob.Properties.ETag}");
        return found;
    }

    /// <summary>Loses a blob.</summary>
    public Task DeleteBlobAsync(string location) => Vault.DeleteBlobAsync(location);

    /// <summary>Damages a blob: its last byte is another one.</summary>
    public async Task DamageAsync(string location)
    {
        var blob = Vault.GetBlobClient(location);
        var bytes = (await blob.DownloadContentAsync()).Value.Content.ToArray();
        bytes[^1] ^= 1;
        await blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);
    }

    /// <summary>Bytes of all blobs.</summary>
    public async Task<long> BlobBytesAsync()
    {
        var bytes = 0L;
        await foreach (var blob in Vault.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default)) bytes += blob.Properties.ContentLength ?? 0;
        return bytes;
    }

    private BlobContainerClient Vault => new(BlobPart.ConnectionString(system.Blob.Port), "vault");

    private async Task<IReadOnlyList<string>> BlobsBelowAsync(string folder, BlobStates states = BlobStates.None)
    {
        var names = new List<string>();
        await foreach (var blob in Vault.GetBlobsAsync(BlobTraits.None, states, folder, default)) names.Add(blob.Name);
        return names;
    }
}
