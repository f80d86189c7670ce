using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Kpm.Local.Blob;
using Kpm.Local.Cosmos;
using Kpm.Local.Hosting;
using Kpm.Tests.Local;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>The stores of a system without the system.</summary>
internal sealed class StoredWorld : IAsyncDisposable
{
    private static readonly Topology Topology = Topology.Read(LocalPart.TopologyPath);
    private readonly LocalPart _cosmos;
    private readonly LocalPart _blob;

    private StoredWorld(LocalPart cosmos, LocalPart blob)
    {
        (_cosmos, _blob) = (cosmos, blob);
        Stores = new EnvironmentStores(name => name switch
        {
            "Cosmos__Endpoint" => $"http://127.0.0.1:{cosmos.Port}",
            "Cosmos__Key" => CosmosPart.LocalKey,
            "Blobs__ConnectionString" => BlobPart.ConnectionString(blob.Port),
            _ => null,
        }, Topology);
    }

    public EnvironmentStores Stores { get; }

    /// <summary>The folder of the one backup of these tests.</summary>
    public string Folder { get; } = Path.Combine(Directory.CreateTempSubdirectory("kpm-backup-").FullName, "backup");

    public static async Task<StoredWorld> StartAsync()
    {
        var cosmos = await LocalPart.StartAsync("cosmos", "--topology", LocalPart.TopologyPath);
        return new StoredWorld(cosmos, await LocalPart.StartAsync("blob", "--topology", LocalPart.TopologyPath));
    }

    public Task<BackupManifest> BackUpAsync() => new Backup(Stores, new BackupFolder(Folder), TimeProvider.System).TakeAsync();

    public Task<RestoreFigures> RestoreAsync(TimeProvider? time = null, bool withKeys = true) => new Restore(Stores, new BackupFolder(Folder), time ?? TimeProvider.System).RunAsync(withKeys);

    public Task PutAsync(string container, string document) => PutAsync(Stores.Of(container), document);

    public Task PutKeysAsync(string document) => PutAsync(Stores.Keys[0].Container, document);

    public Task PutBlobAsync(string name, string text) => Stores.Blobs[0].GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true);

    /// <summary>All that is stored, without what the store adds, in an order of its own.</summary>
    public async Task<IReadOnlyList<string>> EverythingAsync()
    {
        var everything = new List<string>();
        foreach (var store in Stores.Documents.Concat(Stores.Keys))
            await foreach (var document in DocumentQuery.AllAsync(store.Container)) everything.Add($"{store.Container.Id} {Encoding.UTF8.GetString(DocumentLine.Of(document, null))}");
        await foreach (var blob in Stores.Blobs[0].GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default))
            everything.Add($"{blob.Name} {(await Stores.Blobs[0].GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content}");
        return [.. everything.Order(StringComparer.Ordinal)];
    }

    /// <summary>Everything is gone.</summary>
    public async Task LoseAsync()
    {
        await LoseDocumentsAsync();
        foreach (var store in Stores.Keys) await DeleteAllAsync(store.Container);
    }

    /// <summary>Everything but the user keys is gone.</summary>
    public async Task LoseDocumentsAsync()
    {
        foreach (var store in Stores.Documents) await DeleteAllAsync(store.Container);
        await foreach (var blob in Stores.Blobs[0].GetBlobsAsync(BlobTraits.None, BlobStates.None, null, default)) await Stores.Blobs[0].DeleteBlobAsync(blob.Name);
    }

    /// <summary>The store refuses writes of one container, as if the process that writes ended there; 0 ends that.</summary>
    public async Task RefuseWritesAsync(string container, int count)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync($"http://127.0.0.1:{_cosmos.Port}/_local/faults", new { status = 403, count, container, operation = "Upsert" });
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Stores.Dispose();
        await _cosmos.DisposeAsync();
        await _blob.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
    }

    private static async Task PutAsync(Container container, string document)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(document));
        using var response = await container.UpsertItemStreamAsync(content, new PartitionKey(JsonDocument.Parse(document).RootElement.GetProperty("pk").GetString()));
        response.EnsureSuccessStatusCode();
    }

    private static async Task DeleteAllAsync(Container container)
    {
        var found = new List<(string Id, string Pk)>();
        await foreach (var document in DocumentQuery.AllAsync(container)) found.Add((document.GetProperty("id").GetString()!, document.GetProperty("pk").GetString()!));
        foreach (var (id, pk) in found)
        {
            using var deleted = await container.DeleteItemStreamAsync(id, new PartitionKey(pk));
            deleted.EnsureSuccessStatusCode();
        }
    }
}
