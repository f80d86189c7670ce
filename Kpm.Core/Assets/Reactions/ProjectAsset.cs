using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>An asset changed: the rows of its owners, and that of the list for admins, follow. Reads the asset itself, so the order of events does not matter.</summary>
public sealed class ProjectAsset(IAssets assets, IContentSealer sealer, IAssetRows rows, IAssetRowRepair repair, IAssetDirectory directory)
{
    /// <summary>For every event of an asset but the change of its owners.</summary>
    public async Task HandleAsync(AssetId id, CancellationToken cancellationToken) => await PutAsync(id, rows.PutAsync, cancellationToken);

    /// <summary>The rows are made anew, be they lost or wrong.</summary>
    public async Task RebuildAsync(AssetId id, CancellationToken cancellationToken) => await PutAsync(id, repair.PutAsync, cancellationToken);

    public async Task HandleAsync(AssetOwnershipChanged happened, CancellationToken cancellationToken)
    {
        var asset = await PutAsync(happened.Asset, rows.PutAsync, cancellationToken);
        foreach (var former in happened.PreviousOwners.Except(asset.State.Owners))
            await rows.RemoveAsync(former, asset.Id, asset.Version, cancellationToken);
    }

    private async Task<Asset> PutAsync(AssetId id, Func<UserId, AssetRow, CancellationToken, Task> putAsync, CancellationToken cancellationToken)
    {
        var asset = await assets.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("asset_unknown");
        await directory.PutAsync(AssetDirectoryRow.Of(asset), cancellationToken);
        if (asset.State.Lifecycle == Lifecycle.Removed)
        {
            foreach (var owner in asset.State.Owners) await rows.RemoveAsync(owner, id, asset.Version, cancellationToken);
            return asset;
        }

        foreach (var owner in asset.State.Owners) await PutAsync(asset, owner, putAsync, cancellationToken);
        return asset;
    }

    /// <summary>An owner who was erased has no rows any more: an event may come late.</summary>
    private async Task PutAsync(Asset asset, UserId owner, Func<UserId, AssetRow, CancellationToken, Task> putAsync, CancellationToken cancellationToken)
    {
        try
        {
            var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, owner, cancellationToken);
            await putAsync(owner, AssetRow.Of(asset, content), cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            // Nobody is left to see it.
        }
    }
}
