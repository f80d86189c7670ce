using System.Globalization;
using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>
/// The partition of one owner in <c>assetsByOwner</c>: a row per asset and one document with what they come to. Both change in one
/// transactional batch, so the sums are always right and a repeated change counts once.
/// </summary>
internal sealed class OwnerPartition(Database database)
{
    private readonly Container _container = database.GetContainer("assetsByOwner");

    public Container Container => _container;

    public async Task<(AssetRowDocument? Row, string? ETag)> FindAsync(string owner, string asset, CancellationToken cancellationToken) =>
        await ReadAsync<AssetRowDocument>(owner, asset, cancellationToken);

    /// <summary>The sums, or null when nothing was ever counted.</summary>
    public async Task<(OwnerCounters? Counters, string? ETag)> FindCountersAsync(string owner, CancellationToken cancellationToken) =>
        await ReadAsync<OwnerCounters>(owner, OwnerCounters.DocumentId, cancellationToken);

    /// <summary>Stores a row that is not there yet.</summary>
    /// <param name="row">The row; it is added to the sums.</param>
    /// <param name="quotaBytes">The most that the sum of bytes may become; null for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<RowWrite> CreateAsync(AssetRowDocument row, long? quotaBytes, CancellationToken cancellationToken) =>
        RunAsync(new RowChange(row.Pk, batch => batch.CreateItemStream(Serialize(row)), null, row), quotaBytes, cancellationToken);

    /// <summary>Replaces a row as it was read.</summary>
    /// <param name="row">The row; what is different is added to the sums.</param>
    /// <param name="current">The row as it was read.</param>
    /// <param name="etag">Guards the replacement.</param>
    /// <param name="quotaBytes">The most that the sum of bytes may become; null for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<RowWrite> ReplaceAsync(AssetRowDocument row, AssetRowDocument current, string etag, long? quotaBytes, CancellationToken cancellationToken) =>
        RunAsync(new RowChange(row.Pk, batch => batch.ReplaceItemStream(row.Id, Serialize(row), Guarded(etag)), current, row), quotaBytes, cancellationToken);

    public Task<RowWrite> DeleteAsync(AssetRowDocument current, string etag, CancellationToken cancellationToken) =>
        RunAsync(new RowChange(current.Pk, batch => batch.DeleteItem(current.Id, Guarded(etag)), current, null), null, cancellationToken);

    /// <summary>Stores a row in place of what was read.</summary>
    /// <exception cref="ConcurrencyConflictException">Another one is there by now.</exception>
    public async Task WriteAsync(AssetRowDocument row, AssetRowDocument? current, string? etag, CancellationToken cancellationToken)
    {
        var written = current is null ? await CreateAsync(row, null, cancellationToken) : await ReplaceAsync(row, current, etag!, null, cancellationToken);
        if (written == RowWrite.Changed) throw new ConcurrencyConflictException();
    }

    /// <summary>Replaces the sums. False when they changed since they were read.</summary>
    public async Task<bool> ReplaceCountersAsync(OwnerCounters counters, string etag, CancellationToken cancellationToken)
    {
        var options = new ItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false };
        using var response = await _container.ReplaceItemStreamAsync(Serialize(counters), counters.Id, new PartitionKey(counters.Pk), options, cancellationToken);
        if (response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Sets what was granted. False when the sums changed since they were read.</summary>
    public async Task<bool> GrantAsync(OwnerCounters current, string etag, long grantedBytes, CancellationToken cancellationToken)
    {
        PatchOperation[] operations = [PatchOperation.Set("/grantedBytes", grantedBytes), PatchOperation.Increment("/usedBytes", current.GrantedBytes - grantedBytes)];
        using var response = await _container.PatchItemStreamAsync(
            current.Id, new PartitionKey(current.Pk), operations, new PatchItemRequestOptions { IfMatchEtag = etag, EnableContentResponseOnWrite = false }, cancellationToken);
        if (response.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    public async Task CreateCountersAsync(string owner, CancellationToken cancellationToken)
    {
        using var response = await _container.CreateItemStreamAsync(Serialize(new OwnerCounters { Pk = owner }), new PartitionKey(owner), cancellationToken: cancellationToken);
        if (response.StatusCode != HttpStatusCode.Conflict) response.EnsureSuccessStatusCode();
    }

    private async Task<RowWrite> RunAsync(RowChange change, long? quotaBytes, CancellationToken cancellationToken)
    {
        var additions = OwnerCounters.Additions(change.Before, change.After);
        var batch = change.Apply(_container.CreateTransactionalBatch(new PartitionKey(change.Owner)));
        if (additions.Count > 0) batch = batch.PatchItem(OwnerCounters.DocumentId, additions, Limit(change.AddedBytes, quotaBytes));
        using var response = await batch.ExecuteAsync(cancellationToken);
        if (response.IsSuccessStatusCode) return RowWrite.Done;
        var counters = additions.Count == 0 ? HttpStatusCode.FailedDependency : response[1].StatusCode;
        if (counters == HttpStatusCode.NotFound)
        {
            await CreateCountersAsync(change.Owner, cancellationToken);
            return await RunAsync(change, quotaBytes, cancellationToken);
        }

        if (counters == HttpStatusCode.PreconditionFailed) return RowWrite.OverQuota;
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return RowWrite.Changed;
        throw new CosmosException(response.ErrorMessage, response.StatusCode, 0, response.ActivityId, response.RequestCharge);
    }

    private static TransactionalBatchPatchItemRequestOptions? Limit(long addedBytes, long? quotaBytes) => quotaBytes is null || addedBytes <= 0
        ? null
        : new TransactionalBatchPatchItemRequestOptions { FilterPredicate = $"FROM c WHERE c.usedBytes <= {(quotaBytes.Value - addedBytes).ToString(CultureInfo.InvariantCulture)}" };

    private async Task<(TDocument? Document, string? ETag)> ReadAsync<TDocument>(string owner, string id, CancellationToken cancellationToken) where TDocument : class
    {
        using var response = await _container.ReadItemStreamAsync(id, new PartitionKey(owner), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return (null, null);
        response.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<TDocument>(response.Content, KpmJson.Options, cancellationToken), response.Headers.ETag);
    }

    private static TransactionalBatchItemRequestOptions Guarded(string etag) => new() { IfMatchEtag = etag };

    private static MemoryStream Serialize<TDocument>(TDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));

    private sealed record RowChange(string Owner, Func<TransactionalBatch, TransactionalBatch> Apply, AssetRowDocument? Before, AssetRowDocument? After)
    {
        public long AddedBytes => (After?.QuotaBytes ?? 0) - (Before?.QuotaBytes ?? 0);
    }
}

/// <summary>How a change of a row ended.</summary>
internal enum RowWrite
{
    Done,

    /// <summary>The row exists already, or was changed since it was read.</summary>
    Changed,

    /// <summary>The sum would become larger than the quota.</summary>
    OverQuota,
}
