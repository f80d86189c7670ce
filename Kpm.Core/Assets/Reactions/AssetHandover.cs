using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>How a release gives one asset away, up to what there is to store: a delivery stores it, and a rehearsal does not.</summary>
public sealed class AssetHandover(IContentSealer sealer, IClock clock)
{
    /// <summary>Whether the release may give the asset away. What did not hide its assets takes them now; whoever was faster has them.</summary>
    public Result Take(AssetRelease release, Asset asset)
    {
        var taken = release.State.Hides ? Result.Success : asset.TakeHold(release.Id, release.State.Owner, clock.Now);
        return taken.IsFailure ? taken : asset.CheckDelivery(release.Id, release.State.Owner);
    }

    /// <summary>Gives the asset that was taken to its owners of tomorrow.</summary>
    /// <exception cref="UserKeyMissingException">The giver or a receiver was erased.</exception>
    public async Task<Result> MoveAsync(AssetRelease release, Asset asset, CancellationToken cancellationToken)
    {
        var giver = release.State.Owner;
        var owners = release.State.Bequest.OwnersAfter(asset.State.Owners, giver, release.Recipients);
        var rewrapped = await sealer.RewrapAsync(Asset.RecordOf(asset.Id), asset.State.Sealed, giver, owners, cancellationToken);
        return asset.MoveOwnership(release.Id, giver, owners, rewrapped, clock.Now);
    }
}
