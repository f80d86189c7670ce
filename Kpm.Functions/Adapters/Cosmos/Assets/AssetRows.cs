using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Keeps each owner's rows up to date. A newer version always stays; whoever loses a race decides again.</summary>
internal sealed class AssetRows(OwnerPartition partition, IContentSealer sealer) : IAssetRows
{
    private readonly RowStore<AssetRowDocument> _rows = new(partition.Container);

    public async Task PutAsync(UserId owner, AssetRow row, CancellationToken cancellationToken)
    {
        var (current, etag) = await partition.FindAsync(owner.ToString(), row.Id.ToString(), cancellationToken);
        if (current is not null && current.Version >= row.Version) return;
        var content = await sealer.SealAsync(AssetRowDocument.RecordOf(owner, row.Id), row.Content, [owner], cancellationToken);
        await partition.WriteAsync(AssetRowDocument.Of(owner, row, content), current, etag, cancellationToken);
    }

    public async Task RemoveAsync(UserId owner, AssetId asset, long version, CancellationToken cancellationToken)
    {
        var (current, etag) = await partition.FindAsync(owner.ToString(), asset.ToString(), cancellationToken);
        if (current is not null && current.Version >= version) return;
        await partition.WriteAsync(AssetRowDocument.Gone(owner, asset, version, current?.CreatedTs ?? default), current, etag, cancellationToken);
    }

    public Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken) =>
        _rows.RenewWrapsAsync(
            key,
            async row => row.Sealed is null
                ? row
                : row with { Sealed = await sealer.RenewWrapAsync(AssetRowDocument.RecordOf(key.User, EntityId.Parse<AssetId>(row.Id)), row.Sealed, key, cancellationToken) },
            cancellationToken);
}
