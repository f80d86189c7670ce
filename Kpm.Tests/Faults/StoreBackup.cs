using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs.Models;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Faults;

/// <summary>A copy of every blob and of every document but the user keys, as a backup of the stores would hold them.</summary>
internal sealed class StoreBackup
{
    private static readonly string[] SystemProperties = ["_rid", "_self", "_etag", "_attachments", "_ts"];
    private readonly Dictionary<string, List<(string Pk, string Text)>> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BinaryData> _blobs = new(StringComparer.Ordinal);

    private StoreBackup()
    {
    }

    public IReadOnlyCollection<string> Blobs => _blobs.Keys;

    public static async Task<StoreBackup> TakeAsync(KpmSystem system)
    {
        var backup = new StoreBackup();
        using var vault = new SystemVault(system);
        using var stored = new StoredDocuments(system);
        foreach (var container in StoredDocuments.ContainerNames) backup._documents[container] = [.. (await stored.DocumentsAsync(container)).Select(Bare)];
        await foreach (var blob in vault.Blobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default))
            backup._blobs[blob.Name] = (await vault.Blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content;
        return backup;
    }

    /// <summary>Makes the stores what they were: what was added since is gone, what was changed or deleted is back.</summary>
    public async Task RestoreAsync(KpmSystem system)
    {
        using var vault = new SystemVault(system);
        using var stored = new StoredDocuments(system);
        foreach (var (name, documents) in _documents)
        {
            var container = vault.Documents.GetContainer(name);
            foreach (var document in await stored.DocumentsAsync(name)) await stored.DeleteAsync(name, document.GetProperty("id").GetString()!, document.GetProperty("pk").GetString()!);
            foreach (var (pk, text) in documents)
            {
                using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
                using var response = await container.CreateItemStreamAsync(content, new PartitionKey(pk));
                response.EnsureSuccessStatusCode();
            }
        }

        foreach (var (name, bytes) in _blobs) await vault.Blobs.GetBlobClient(name).UploadAsync(bytes, overwrite: true);
    }

    private static (string Pk, string Text) Bare(JsonElement document)
    {
        var node = JsonObject.Create(document)!;
        foreach (var property in SystemProperties) node.Remove(property);
        return (document.GetProperty("pk").GetString()!, node.ToJsonString());
    }
}
