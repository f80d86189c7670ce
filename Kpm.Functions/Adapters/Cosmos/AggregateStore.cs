using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.ServiceBus;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>
/// Stores one kind of aggregate. A save is one write guarded by the document's <c>_etag</c>; then the events of the document are
/// sent and become events that were sent. What a crash or an outage leaves in the document is sent by the outbox sweep.
/// </summary>
internal sealed class AggregateStore<TAggregate, TId, TState>(
    Database database,
    AggregateMapping<TAggregate, TId, TState> mapping,
    OutboxPublisher publisher,
    IClock clock,
    ILogger<AggregateStore<TAggregate, TId, TState>> logger)
    where TAggregate : AggregateRoot<TId, TState>
    where TId : struct, IEntityId<TId>
    where TState : AggregateState
{
    private readonly Container _container = database.GetContainer(mapping.Container);
    private readonly ConditionalWeakTable<TAggregate, Stored> _stored = [];

    public async Task<TAggregate?> FindAsync(TId id, string partitionKey, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(id.ToString(), new PartitionKey(partitionKey), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        var document = (await JsonSerializer.DeserializeAsync<AggregateDocument<JsonElement>>(response.Content, KpmJson.Options, cancellationToken))!;
        return Load(id, document, response.Headers.ETag);
    }

    /// <summary>The aggregates of this kind in one partition that satisfy a condition.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="condition">SQL over <c>c</c>; constant text.</param>
    /// <param name="most">The most that are read.</param>
    /// <param name="idOf">Makes the typed id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<TAggregate>> ListAsync(string partitionKey, string condition, int most, Func<Guid, TId> idOf, CancellationToken cancellationToken) =>
        ListAsync(partitionKey, condition, [], most, idOf, cancellationToken);

    /// <summary>As above, for a condition with parameters.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="condition">SQL over <c>c</c>, and an order if there is one; constant text, values only as parameters.</param>
    /// <param name="parameters">Values of the condition.</param>
    /// <param name="most">The most that are read.</param>
    /// <param name="idOf">Makes the typed id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<TAggregate>> ListAsync(
        string partitionKey, string condition, IReadOnlyList<(string Name, object Value)> parameters, int most, Func<Guid, TId> idOf, CancellationToken cancellationToken)
    {
        var query = With(new QueryDefinition($"SELECT * FROM c WHERE c.type = @type AND {condition} OFFSET 0 LIMIT @most").WithParameter("@type", mapping.Type).WithParameter("@most", most), parameters);
        return await AllAsync(partitionKey, query, idOf, cancellationToken);
    }

    /// <summary>One page of the aggregates of this kind in one partition that satisfy a condition.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="condition">SQL over <c>c</c>; constant text, values only as parameters.</param>
    /// <param name="order">SQL over <c>c</c>: what to order by, which is indexed; constant text.</param>
    /// <param name="parameters">Values of the condition.</param>
    /// <param name="page">Which page; its own order plays no part.</param>
    /// <param name="idOf">Makes the typed id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<TAggregate>> PageAsync(
        string partitionKey, string condition, string order, IReadOnlyList<(string Name, object Value)> parameters, PageRequest page, Func<Guid, TId> idOf, CancellationToken cancellationToken)
    {
        var total = await CountAsync(partitionKey, condition, parameters, cancellationToken);
        if (page.Offset >= total) return new Page<TAggregate>([], total, page.Number, page.Size);
        var query = With(new QueryDefinition($"SELECT * FROM c WHERE c.type = @type AND {condition} ORDER BY {order} OFFSET @offset LIMIT @limit"), parameters)
            .WithParameter("@type", mapping.Type)
            .WithParameter("@offset", page.Offset)
            .WithParameter("@limit", page.Size);
        return new Page<TAggregate>(await AllAsync(partitionKey, query, idOf, cancellationToken), total, page.Number, page.Size);
    }

    private async Task<int> CountAsync(string partitionKey, string condition, IReadOnlyList<(string Name, object Value)> parameters, CancellationToken cancellationToken)
    {
        var query = With(new QueryDefinition($"SELECT VALUE COUNT(1) FROM c WHERE c.type = @type AND {condition}").WithParameter("@type", mapping.Type), parameters);
        using var iterator = _container.GetItemQueryIterator<int>(query, requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(partitionKey) });
        return (await iterator.ReadNextAsync(cancellationToken)).Single();
    }

    private async Task<IReadOnlyList<TAggregate>> AllAsync(string partitionKey, QueryDefinition query, Func<Guid, TId> idOf, CancellationToken cancellationToken)
    {
        using var iterator = _container.GetItemQueryIterator<AggregateDocument<JsonElement>>(query, requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(partitionKey) });
        var found = new List<TAggregate>();
        while (iterator.HasMoreResults)
        {
            foreach (var document in await iterator.ReadNextAsync(cancellationToken)) found.Add(Load(idOf(Guid.Parse(document.Id)), document, document.ETag!));
        }

        return found;
    }

    /// <summary>The ids of the aggregates of this kind that satisfy a condition, in all partitions.</summary>
    /// <param name="condition">SQL over <c>c</c>; constant text, values only as parameters.</param>
    /// <param name="parameters">Values of the condition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<TFound>> FindIdsAsync<TFound>(string condition, IReadOnlyList<(string Name, object Value)> parameters, CancellationToken cancellationToken)
        where TFound : struct, IEntityId<TFound>
    {
        var query = With(new QueryDefinition($"SELECT c.id FROM c WHERE {condition}"), parameters);
        using var iterator = _container.GetItemQueryIterator<Found>(query);
        var ids = new List<TFound>();
        while (iterator.HasMoreResults) ids.AddRange((await iterator.ReadNextAsync(cancellationToken)).Select(found => EntityId.Parse<TFound>(found.Id)));
        return ids;
    }

    private static QueryDefinition With(QueryDefinition query, IReadOnlyList<(string Name, object Value)> parameters) =>
        parameters.Aggregate(query, (current, parameter) => current.WithParameter(parameter.Name, parameter.Value));

    private TAggregate Load(TId id, AggregateDocument<JsonElement> document, string etag)
    {
        var aggregate = mapping.Load(id, mapping.Read(document), document.Version);
        _stored.Add(aggregate, new Stored(etag, document.Outbox, document.Sent));
        return aggregate;
    }

    public async Task<bool> AddAsync(TAggregate aggregate, CancellationToken cancellationToken)
    {
        var document = ToDocument(aggregate, unsent: [], sent: []);
        using var content = Serialize(document);
        using var response = await _container.CreateItemStreamAsync(content, new PartitionKey(document.Pk), Minimal(), cancellationToken);
        if (response.StatusCode == HttpStatusCode.Conflict) return false;
        response.EnsureSuccessStatusCode();
        await SendOutboxAsync(document, response.Headers.ETag, cancellationToken);
        return true;
    }

    public async Task SaveAsync(TAggregate aggregate, CancellationToken cancellationToken)
    {
        if (!aggregate.HasChanged) return;
        if (!_stored.TryGetValue(aggregate, out var stored)) throw new InvalidOperationException("Only an aggregate that was loaded here can be saved, once.");
        var document = ToDocument(aggregate, stored.Outbox, stored.Sent);
        using var content = Serialize(document);
        using var response = await _container.ReplaceItemStreamAsync(content, document.Id, new PartitionKey(document.Pk), Minimal(stored.ETag), cancellationToken);
        if (response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) throw new ConcurrencyConflictException();
        response.EnsureSuccessStatusCode();
        _stored.Remove(aggregate);
        await SendOutboxAsync(document, response.Headers.ETag, cancellationToken);
    }

    private AggregateDocument<TState> ToDocument(TAggregate aggregate, IReadOnlyList<JsonElement> unsent, IReadOnlyList<JsonElement> sent)
    {
        JsonElement[] outbox = [.. unsent, .. aggregate.RaisedEvents.Select(CloudEvent.From)];
        var kept = SentEvents.Keep(sent, clock.Now);
        return new AggregateDocument<TState>
        {
            Id = aggregate.Id.ToString()!,
            Pk = mapping.PartitionKey(aggregate.Id, aggregate.State),
            Type = mapping.Type,
            SchemaVersion = mapping.SchemaVersion,
            Version = aggregate.Version,
            State = aggregate.State,
            Outbox = outbox,
            OutboxDue = outbox.Length == 0 ? null : clock.Now + Outbox.GracePeriod,
            Sent = kept,
            SentTs = SentEvents.NewestTs(kept),
            NextCheckAt = mapping.NextCheckAt(aggregate.State),
            NextReminderAt = mapping.NextReminderAt(aggregate.State),
            TimeToLiveSeconds = mapping.TimeToLiveSeconds(aggregate.State, clock.Now),
        };
    }

    /// <summary>The write is durable by now: a failure here must not fail the command, and the sweep repeats it.</summary>
    private async Task SendOutboxAsync(AggregateDocument<TState> document, string etag, CancellationToken cancellationToken)
    {
        if (document.Outbox.Count == 0) return;
        try
        {
            await publisher.PublishAsync(document.Outbox, cancellationToken);
            await Outbox.ClearAsync(_container, document.Id, document.Pk, etag, document.Sent, document.Outbox, clock.Now, cancellationToken);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            logger.LogWarning("The outbox of a document in {Container} is left to the sweep: {Failure}", mapping.Container, failure.GetType().Name);
        }
    }

    private static MemoryStream Serialize(AggregateDocument<TState> document) => new(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));

    private static ItemRequestOptions Minimal(string? ifMatch = null) => new() { EnableContentResponseOnWrite = false, IfMatchEtag = ifMatch };

    private sealed record Found(string Id);

    private sealed record Stored(string ETag, IReadOnlyList<JsonElement> Outbox, IReadOnlyList<JsonElement> Sent);
}
