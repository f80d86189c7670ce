using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Puts an owner's partition right. Every sum is guarded by the version that was read before the rows were: a row that changes meanwhile changes it.</summary>
internal sealed class AssetRowRepair(OwnerPartition partition, IContentSealer sealer) : IAssetRowRepair
{
    public async Task PutAsync(UserId owner, AssetRow row, CancellationToken cancellationToken)
    {
        var (current, etag) = await partition.FindAsync(owner.ToString(), row.Id.ToString(), cancellationToken);
        if (current is not null && current.Version > row.Version) return;
        var content = await sealer.SealAsync(AssetRowDocument.RecordOf(owner, row.Id), row.Content, [owner], cancellationToken);
        await partition.WriteAsync(AssetRowDocument.Of(owner, row, content), current, etag, cancellationToken);
    }

    public async Task<IReadOnlyList<AssetId>> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        var found = await QueryAsync<Found>(owner.ToString(), "SELECT c.id FROM c WHERE c.type = 'assetRow' AND c.state != 'reserved' AND c.state != 'gone'", cancellationToken);
        return [.. found.Select(row => EntityId.Parse<AssetId>(row.Id))];
    }

    public async Task RemoveAsync(UserId owner, AssetId asset, long? version, CancellationToken cancellationToken)
    {
        var (current, etag) = await partition.FindAsync(owner.ToString(), asset.ToString(), cancellationToken);
        if (current is null || current.Version > version) return;
        await partition.WriteAsync(AssetRowDocument.Gone(owner, asset, version ?? current.Version, current.CreatedTs), current, etag, cancellationToken);
    }

    public async Task RecountAsync(UserId owner, CancellationToken cancellationToken)
    {
        var (current, etag) = await partition.FindCountersAsync(owner.ToString(), cancellationToken);
        var rows = await QueryAsync<CountedRow>(owner.ToString(), "SELECT c.state, c.fileType, c.quotaBytes FROM c WHERE c.type = 'assetRow'", cancellationToken);
        if (current is null)
        {
            if (rows.Count == 0) return;
            await partition.CreateCountersAsync(owner.ToString(), cancellationToken);
            await RecountAsync(owner, cancellationToken);
            return;
        }

        var counted = current.Counted(rows);
        if (counted.HasNumbersOf(current)) return;
        if (!await partition.ReplaceCountersAsync(counted, etag!, cancellationToken)) throw new ConcurrencyConflictException();
    }

    private async Task<IReadOnlyList<TRow>> QueryAsync<TRow>(string owner, string query, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        using var iterator = partition.Container.GetItemQueryIterator<TRow>(query, requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(owner), MaxItemCount = -1 });
        while (iterator.HasMoreResults) rows.AddRange(await iterator.ReadNextAsync(cancellationToken));
        return rows;
    }

    private sealed record Found(string Id);
}
