using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: one asset of one executed release is to be delivered.</summary>
public sealed record DeliverAsset(ReleaseId Release, AssetId Asset);

/// <summary>Delivers an asset in one write, or records on the release that it cannot be.</summary>
public sealed class DeliverAssetHandler(IReleases releases, IAssets assets, IContentSealer sealer, IClock clock)
{
    public async Task HandleAsync(DeliverAsset work, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(work.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        if (release.State.Bequest == BequestType.Copy) throw new PermanentFailureException("bequest_not_supported");
        var asset = await assets.FindAsync(work.Asset, cancellationToken);
        if (!release.IsExecuted || asset?.WasDeliveredBy(release.Id) == true) return;

        if (asset is null || release.IsSettled(work.Asset) || !await TryMoveAsync(release, asset, cancellationToken))
            await FailAsync(release, work.Asset, asset, cancellationToken);
    }

    private async Task<bool> TryMoveAsync(AssetRelease release, Asset asset, CancellationToken cancellationToken)
    {
        var (giver, receivers) = (release.State.Owner, release.State.Receivers);
        if (asset.CheckDelivery(release.Id, giver).IsFailure) return false;
        var owners = release.State.Bequest.OwnersAfter(asset.State.Owners, giver, receivers);
        try
        {
            var rewrapped = await sealer.RewrapAsync(Asset.RecordOf(asset.Id), asset.State.Sealed, giver, owners, cancellationToken);
            if (asset.MoveOwnership(release.Id, giver, owners, rewrapped, clock.Now).IsFailure) return false;
        }
        catch (UserKeyMissingException)
        {
            // The giver or a receiver was erased between trigger and delivery.
            return false;
        }

        await assets.SaveAsync(asset, cancellationToken);
        return true;
    }

    /// <summary>The hold goes first: that write fails if a concurrent delivery succeeded, and then nothing false is recorded.</summary>
    private async Task FailAsync(AssetRelease release, AssetId id, Asset? asset, CancellationToken cancellationToken)
    {
        if (asset is not null)
        {
            asset.LetGo(release.Id, clock.Now);
            await assets.SaveAsync(asset, cancellationToken);
        }

        release.RecordDeliveryFailed(id, clock.Now);
        await releases.SaveAsync(release, cancellationToken);
    }
}
