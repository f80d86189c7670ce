using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>
/// The partition of one owner in <c>assetsByOwner</c>: a row per asset and one document with the sum of their bytes. Both change in
/// one transactional batch, so the sum is always right and a repeated change counts once.
/// </summary>
internal sealed class OwnerPartition(Database database)
{
    public const string CountersId = "counters";
    private const int Unlimited = -1;
    private readonly Container _container = database.GetContainer("assetsByOwner");

    public Container Container => _container;

    public async Task<(AssetRowDocument? Row, string? ETag)> FindAsync(string owner, string asset, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(asset, new PartitionKey(owner), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return (null, null);
        response.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<AssetRowDocument>(response.Content, KpmJson.Options, cancellationToken), response.Headers.ETag);
    }

    /// <summary>Stores a row that is not there yet.</summary>
    /// <param name="row">The row; its bytes are added to the sum.</param>
    /// <param name="quotaBytes">The most that the sum may become; null for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<RowWrite> CreateAsync(AssetRowDocument row, long? quotaBytes, CancellationToken cancellationToken) =>
        RunAsync(row.Pk, batch => batch.CreateItemStream(Serialize(row)), row.QuotaBytes, quotaBytes, cancellationToken);

    /// <summary>Replaces a row as it was read.</summary>
    /// <param name="row">The row; the difference of its bytes is added to the sum.</param>
    /// <param name="current">The row as it was read.</param>
    /// <param name="etag">Guards the replacement.</param>
    /// <param name="quotaBytes">The most that the sum may become; null for no limit.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<RowWrite> ReplaceAsync(AssetRowDocument row, AssetRowDocument current, string etag, long? quotaBytes, CancellationToken cancellationToken) =>
        RunAsync(
            row.Pk,
            batch => batch.ReplaceItemStream(row.Id, Serialize(row), new TransactionalBatchItemRequestOptions { IfMatchEtag = etag }),
            row.QuotaBytes - current.QuotaBytes,
            quotaBytes,
            cancellationToken);

    public Task<RowWrite> DeleteAsync(AssetRowDocument current, string etag, CancellationToken cancellationToken) =>
        RunAsync(
            current.Pk,
            batch => batch.DeleteItem(current.Id, new TransactionalBatchItemRequestOptions { IfMatchEtag = etag }),
            -current.QuotaBytes,
            null,
            cancellationToken);

    private async Task<RowWrite> RunAsync(string owner, Func<TransactionalBatch, TransactionalBatch> change, long addedBytes, long? quotaBytes, CancellationToken cancellationToken)
    {
        var batch = change(_container.CreateTransactionalBatch(new PartitionKey(owner)));
        if (addedBytes != 0) batch = AddBytes(batch, addedBytes, quotaBytes);
        using var response = await batch.ExecuteAsync(cancellationToken);
        if (response.IsSuccessStatusCode) return RowWrite.Done;
        var counters = addedBytes == 0 ? HttpStatusCode.FailedDependency : response[1].StatusCode;
        if (counters == HttpStatusCode.NotFound)
        {
            await CreateCountersAsync(owner, cancellationToken);
            return await RunAsync(owner, change, addedBytes, quotaBytes, cancellationToken);
        }

        if (counters == HttpStatusCode.PreconditionFailed) return RowWrite.OverQuota;
        if (response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return RowWrite.Changed;
        throw new CosmosException(response.ErrorMessage, response.StatusCode, 0, response.ActivityId, response.RequestCharge);
    }

    private static TransactionalBatch AddBytes(TransactionalBatch batch, long addedBytes, long? quotaBytes)
    {
        var isLimited = quotaBytes is not null && addedBytes > 0;
        var limit = isLimited ? quotaBytes!.Value - addedBytes : Unlimited;
        return batch.PatchItem(
            CountersId,
            [PatchOperation.Increment("/usedBytes", addedBytes)],
            isLimited
                ? new TransactionalBatchPatchItemRequestOptions { FilterPredicate = $"FROM c WHERE c.usedBytes <= {limit.ToString(System.Globalization.CultureInfo.InvariantCulture)}" }
                : null);
    }

    private async Task CreateCountersAsync(string owner, CancellationToken cancellationToken)
    {
        var counters = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new Counters(CountersId, owner, "counters", 1, 0), KpmJson.Options));
        using var response = await _container.CreateItemStreamAsync(counters, new PartitionKey(owner), cancellationToken: cancellationToken);
        if (response.StatusCode != HttpStatusCode.Conflict) response.EnsureSuccessStatusCode();
    }

    private static MemoryStream Serialize(AssetRowDocument row) => new(JsonSerializer.SerializeToUtf8Bytes(row, KpmJson.Options));

    private sealed record Counters(string Id, string Pk, string Type, int SchemaVersion, long UsedBytes);
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
