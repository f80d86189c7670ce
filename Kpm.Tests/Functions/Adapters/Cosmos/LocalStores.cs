using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.KeyVault;
using Kpm.Functions.Adapters.ServiceBus;
using Kpm.Local.Cosmos;
using Kpm.Tests.Fakes;
using Kpm.Tests.Local;
using Kpm.Tests.Local.ServiceBus;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>One local Cosmos DB with the containers of the topology, reached by the client that the product makes. Tests use ids of their own.</summary>
public sealed class LocalStores : IAsyncLifetime
{
    private LocalPart? _part;
    private CosmosClient? _client;
    private OutboxPublisher? _unreachable;

    public FakeClock Clock { get; } = new(SampleStates.Now);

    public Database Database => _client!.GetDatabase("kpm");

    public Container UserKeys => _client!.GetContainer("kpm-keys", "keys");

    public async ValueTask InitializeAsync()
    {
        _part = await LocalPart.StartAsync("cosmos", "--topology", LocalPart.TopologyPath);
        _client = CosmosClients.Create($"http://127.0.0.1:{_part.Port}/", CosmosPart.LocalKey, new LocalCredential());
        var bus = new ServiceBusClient(BrokerProcess.ConnectionStringOf(LocalPart.FreePort()));
        await bus.DisposeAsync();
        _unreachable = new OutboxPublisher(new QueueSenders(bus));
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_part is not null) await _part.DisposeAsync();
    }

    /// <summary>The document as it is stored.</summary>
    public async Task<JsonElement> ReadAsync(string container, string id, string partitionKey)
    {
        using var response = await Database.GetContainer(container).ReadItemStreamAsync(id, new PartitionKey(partitionKey));
        response.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(response.Content);
        return document.RootElement.Clone();
    }

    /// <summary>The ids of the events that the document carries, oldest first.</summary>
    public async Task<IReadOnlyList<string>> OutboxAsync(string container, string id, string? partitionKey = null) =>
        [.. (await ReadAsync(container, id, partitionKey ?? id)).GetProperty("outbox").EnumerateArray().Select(happened => happened.GetProperty("id").GetString()!)];

    /// <summary>A store whose events stay in the document unless a publisher takes them.</summary>
    internal AggregateStore<TAggregate, TId, TState> Store<TAggregate, TId, TState>(AggregateMapping<TAggregate, TId, TState> mapping, OutboxPublisher? publisher = null)
        where TAggregate : AggregateRoot<TId, TState>
        where TId : struct, IEntityId<TId>
        where TState : AggregateState =>
        new(Database, mapping, publisher ?? _unreachable!, Clock, NullLogger<AggregateStore<TAggregate, TId, TState>>.Instance);
}

[CollectionDefinition(nameof(LocalStores))]
public sealed class LocalStoresCollection : ICollectionFixture<LocalStores>;
