using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Local.Hosting;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>A container of documents.</summary>
/// <param name="Container">Its client.</param>
/// <param name="Ttl">Its time to live; null when it has none.</param>
internal sealed record DocumentStore(Container Container, int? Ttl);

/// <summary>The stores of one environment, by the settings of its app and the topology: documents, user keys and files.</summary>
internal sealed class EnvironmentStores : IDisposable
{
    /// <summary>What is indexed where documents hold events that are not sent yet.</summary>
    private const string Outbox = "/outboxDue/?";
    private readonly CosmosClient _documents;
    private readonly CosmosClient _keys;
    private readonly BlobServiceClient _blobs;

    /// <param name="settings">The settings of the app, by the names that its environment has.</param>
    /// <param name="topology">What exists in every environment.</param>
    public EnvironmentStores(Func<string, string?> settings, Topology topology)
    {
        TokenCredential credential = new DefaultAzureCredential();
        var endpoint = Required("Cosmos__Endpoint");
        _documents = CosmosClients.Create(endpoint, settings("Cosmos__Key"), credential);
        _keys = settings("Cosmos__KeysEndpoint") is { Length: > 0 } own
            ? CosmosClients.Create(own, settings("Cosmos__KeysKey"), credential)
            : CosmosClients.Create(endpoint, settings("Cosmos__Key"), credential);
        _blobs = settings("Blobs__ConnectionString") is { Length: > 0 } connection
            ? new BlobServiceClient(connection)
            : new BlobServiceClient(new Uri(Required("Blobs__ServiceUri")), credential);
        var (database, keysDatabase) = (_documents.GetDatabase(settings("Cosmos__Database") ?? topology.Database), _keys.GetDatabase(settings("Cosmos__KeysDatabase") ?? topology.KeysDatabase));
        Documents = [.. topology.Containers.OrderBy(container => container.IndexedPaths.Contains(Outbox) ? 0 : 1).Select(container => new DocumentStore(database.GetContainer(container.Name), container.DefaultTtlSeconds))];
        Keys = [.. topology.KeysContainers.Select(container => new DocumentStore(keysDatabase.GetContainer(container.Name), container.DefaultTtlSeconds))];
        Blobs = [.. topology.BlobContainers.Select(_blobs.GetBlobContainerClient)];

        string Required(string name) => settings(name) is { Length: > 0 } value ? value : throw new BackupRefusedException($"the setting {name} is missing");
    }

    /// <summary>Those with events first: what became of an event that had left its document is read after that document.</summary>
    public IReadOnlyList<DocumentStore> Documents { get; }

    public IReadOnlyList<DocumentStore> Keys { get; }

    public IReadOnlyList<BlobContainerClient> Blobs { get; }

    public Container Of(string name) => Documents.Single(store => store.Container.Id == name).Container;

    public void Dispose()
    {
        _documents.Dispose();
        _keys.Dispose();
    }
}
