using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>A projection: rows of one owner in one partition, each made from an aggregate and never replaced by an older version of it.</summary>
/// <typeparam name="TRow">The stored row; carries id, partition key and the aggregate's version.</typeparam>
internal sealed class RowStore<TRow>(Container container) where TRow : class, IRow
{
    /// <summary>Stores the row, unless a newer version of it is there.</summary>
    public async Task PutAsync(TRow row, CancellationToken cancellationToken)
    {
        var partition = new PartitionKey(row.Pk);
        using (var created = await container.CreateItemStreamAsync(Serialize(row), partition, Minimal(null), cancellationToken))
        {
            if (created.StatusCode != HttpStatusCode.Conflict)
            {
                created.EnsureSuccessStatusCode();
                return;
            }
        }

        var (current, etag) = await FindAsync(row.Id, row.Pk, cancellationToken);
        if (current is null) throw new ConcurrencyConflictException();

        // One of the same version is replaced: a rebuild repairs what an earlier program made of it.
        if (current.Version > row.Version) return;
        using var replaced = await container.ReplaceItemStreamAsync(Serialize(row), row.Id, partition, Minimal(etag), cancellationToken);
        if (replaced.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) throw new ConcurrencyConflictException();
        replaced.EnsureSuccessStatusCode();
    }

    public async Task<(TRow? Row, string? ETag)> FindAsync(string id, string partitionKey, CancellationToken cancellationToken)
    {
        using var response = await container.ReadItemStreamAsync(id, new PartitionKey(partitionKey), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return (null, null);
        response.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<TRow>(response.Content, KpmJson.Options, cancellationToken), response.Headers.ETag);
    }

    /// <summary>Replaces the rows of a partition whose content is sealed under an older version of the owner's key. One that changes meanwhile is left.</summary>
    /// <param name="key">Whose rows, and the version that is new.</param>
    /// <param name="renew">Makes the row that replaces one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RenewWrapsAsync(RotatedKey key, Func<TRow, Task<TRow>> renew, CancellationToken cancellationToken)
    {
        // A row is sealed for one person: it has one wrap.
        var query = new QueryDefinition("SELECT c.id FROM c WHERE c.sealed.wraps[0].userKeyVersion < @version").WithParameter("@version", key.Version);
        var partition = new PartitionKey(key.User.ToString());
        var older = new List<string>();
        using var iterator = container.GetItemQueryIterator<Found>(query, requestOptions: new QueryRequestOptions { PartitionKey = partition });
        while (iterator.HasMoreResults) older.AddRange((await iterator.ReadNextAsync(cancellationToken)).Select(found => found.Id));
        foreach (var id in older)
        {
            if (await FindAsync(id, key.User.ToString(), cancellationToken) is not ({ } row, { } etag)) continue;
            using var replaced = await container.ReplaceItemStreamAsync(Serialize(await renew(row)), id, partition, Minimal(etag), cancellationToken);
            if (replaced.StatusCode is not (HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound)) replaced.EnsureSuccessStatusCode();
        }

        return older.Count;
    }

    /// <summary>One page of the rows of a partition that satisfy a condition.</summary>
    /// <param name="partitionKey">Whose rows.</param>
    /// <param name="condition">SQL over <c>c</c>; constant text, values only as parameters.</param>
    /// <param name="orderBy">A property that has a composite index with <c>id</c>; constant text.</param>
    /// <param name="page">Which page.</param>
    /// <param name="parameters">Values of the condition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<TRow>> PageAsync(string partitionKey, string condition, string orderBy, PageRequest page, IReadOnlyList<(string Name, object Value)> parameters, CancellationToken cancellationToken)
    {
        var direction = page.Descending ? "DESC" : "ASC";
        var total = await CountAsync(partitionKey, condition, parameters, cancellationToken);
        if (page.Offset >= total) return new Page<TRow>([], total, page.Number, page.Size);
        var query = With(new QueryDefinition($"SELECT * FROM c WHERE {condition} ORDER BY c.{orderBy} {direction}, c.id {direction} OFFSET @offset LIMIT @limit"), parameters)
            .WithParameter("@offset", page.Offset)
            .WithParameter("@limit", page.Size);
        return new Page<TRow>(await AllAsync<TRow>(query, new QueryRequestOptions { PartitionKey = new PartitionKey(partitionKey), MaxItemCount = page.Size }, cancellationToken), total, page.Number, page.Size);
    }

    /// <summary>How many rows of a partition satisfy a condition.</summary>
    /// <param name="partitionKey">Whose rows.</param>
    /// <param name="condition">SQL over <c>c</c>; constant text, values only as parameters.</param>
    /// <param name="parameters">Values of the condition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<int> CountAsync(string partitionKey, string condition, IReadOnlyList<(string Name, object Value)> parameters, CancellationToken cancellationToken)
    {
        var query = With(new QueryDefinition($"SELECT VALUE COUNT(1) FROM c WHERE {condition}"), parameters);
        using var iterator = container.GetItemQueryIterator<int>(query, requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(partitionKey) });
        return (await iterator.ReadNextAsync(cancellationToken)).Single();
    }

    /// <summary>Every row of a partition that satisfies a condition.</summary>
    /// <param name="partitionKey">Whose rows.</param>
    /// <param name="condition">SQL over <c>c</c>; constant text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<TRow>> FindAllAsync(string partitionKey, string condition, CancellationToken cancellationToken) =>
        AllAsync<TRow>(new QueryDefinition($"SELECT * FROM c WHERE {condition}"), new QueryRequestOptions { PartitionKey = new PartitionKey(partitionKey) }, cancellationToken);

    /// <summary>One value of every row of a partition that satisfies a condition.</summary>
    /// <param name="partitionKey">Whose rows.</param>
    /// <param name="value">SQL over <c>c</c>; constant text.</param>
    /// <param name="condition">SQL over <c>c</c>; constant text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<TValue>> FindValuesAsync<TValue>(string partitionKey, string value, string condition, CancellationToken cancellationToken) =>
        AllAsync<TValue>(new QueryDefinition($"SELECT VALUE {value} FROM c WHERE {condition}"), new QueryRequestOptions { PartitionKey = new PartitionKey(partitionKey) }, cancellationToken);

    private async Task<IReadOnlyList<T>> AllAsync<T>(QueryDefinition query, QueryRequestOptions options, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        using var iterator = container.GetItemQueryIterator<T>(query, requestOptions: options);
        while (iterator.HasMoreResults) rows.AddRange(await iterator.ReadNextAsync(cancellationToken));
        return rows;
    }

    private static QueryDefinition With(QueryDefinition query, IReadOnlyList<(string Name, object Value)> parameters) =>
        parameters.Aggregate(query, (current, parameter) => current.WithParameter(parameter.Name, parameter.Value));

    private static MemoryStream Serialize(TRow row) => new(JsonSerializer.SerializeToUtf8Bytes(row, KpmJson.Options));

    private static ItemRequestOptions Minimal(string? ifMatch) => new() { EnableContentResponseOnWrite = false, IfMatchEtag = ifMatch };

    private sealed record Found(string Id);
}

/// <summary>A row of a projection.</summary>
internal interface IRow
{
    string Id { get; }

    /// <summary>Partition key.</summary>
    string Pk { get; }

    /// <summary>The version of the aggregate that the row shows.</summary>
    long Version { get; }
}
