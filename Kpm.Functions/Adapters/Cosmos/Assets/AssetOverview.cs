using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Looks over an owner's partition, and no other.</summary>
internal sealed class AssetOverview(OwnerPartition partition, IContentSealer sealer, AssetLimits limits) : IAssetOverview
{
    private const string IsActive = "c.type = 'assetRow' AND c.state = 'active'";

    public async Task<AssetUsage> UsageAsync(UserId owner, CancellationToken cancellationToken)
    {
        var (counters, _) = await partition.FindCountersAsync(owner.ToString(), cancellationToken);
        return (counters ?? new OwnerCounters { Pk = owner.ToString() }).Usage(limits.QuotaBytes);
    }

    public async Task<IReadOnlyList<AssetEntry>> EntriesAsync(UserId owner, CancellationToken cancellationToken) =>
        [.. (await QueryAsync<Entry>(owner, $"SELECT c.id, c.createdTs FROM c WHERE {IsActive}", cancellationToken)).Select(row => new AssetEntry(EntityId.Parse<AssetId>(row.Id), row.CreatedTs))];

    public async Task<AssetRow?> FindAsync(UserId owner, AssetId asset, CancellationToken cancellationToken)
    {
        var (row, _) = await partition.FindAsync(owner.ToString(), asset.ToString(), cancellationToken);
        return row is { State: AssetRowState.Active } ? row.Open(await OpenAsync(owner, row.Id, row.Sealed!, cancellationToken)) : null;
    }

    public async Task<IReadOnlyList<ImmutableArray<string>>> TagsAsync(UserId owner, CancellationToken cancellationToken)
    {
        var tags = new List<ImmutableArray<string>>();
        foreach (var row in await QueryAsync<SealedRow>(owner, $"SELECT c.id, c.sealed FROM c WHERE {IsActive}", cancellationToken))
            tags.Add((await OpenAsync(owner, row.Id, row.Sealed, cancellationToken)).Tags);
        return tags;
    }

    private Task<AssetContent> OpenAsync(UserId owner, string asset, SealedRecord content, CancellationToken cancellationToken) =>
        sealer.OpenAsync<AssetContent>(AssetRowDocument.RecordOf(owner, EntityId.Parse<AssetId>(asset)), content, owner, cancellationToken);

    private async Task<IReadOnlyList<TRow>> QueryAsync<TRow>(UserId owner, string query, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        using var iterator = partition.Container.GetItemQueryIterator<TRow>(query, requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(owner.ToString()), MaxItemCount = -1 });
        while (iterator.HasMoreResults) rows.AddRange(await iterator.ReadNextAsync(cancellationToken));
        return rows;
    }

    private sealed record Entry(string Id, Timestamp CreatedTs);

    private sealed record SealedRow(string Id, SealedRecord Sealed);
}
