using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: one asset of one revoked release is to be taken back.</summary>
public sealed record RevokeAsset(ReleaseId Release, AssetId Asset);

/// <summary>Takes an asset back, or finds out why it stays where it is, and records that on the release.</summary>
/// <remarks>
/// The asset goes first, and remembers by which release it was taken back, or that another one held it: a repeat after a crash, or another at the
/// same time, finds that, and has only to record it. An asset that is not delivered yet is marked, so that no delivery that is under way reaches it.
/// </remarks>
public sealed class RevokeAssetHandler(IReleases releases, IAssets assets, IContentSealer sealer, RevokeCopies copies, IClock clock)
{
    public async Task HandleAsync(RevokeAsset work, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(work.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        if (!release.AwaitsRevocation(work.Asset)) return;
        release.RecordRevoked(await SettleAsync(release, work.Asset, cancellationToken), clock.Now);
        await releases.SaveAsync(release, cancellationToken);
    }

    private async Task<RevokedAsset> SettleAsync(AssetRelease release, AssetId id, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(id, cancellationToken) is not { } asset) return new RevokedAsset(id, RevocationResult.Gone);
        if (release.State.Bequest == BequestType.Copy) return await copies.TakeBackAsync(release, asset, cancellationToken);
        return asset.WasDeliveredBy(release.Id) ? await TakeBackAsync(release, asset, cancellationToken) : await RefuseAsync(release, asset, cancellationToken);
    }

    private async Task<RevokedAsset> RefuseAsync(AssetRelease release, Asset asset, CancellationToken cancellationToken)
    {
        if (asset.State.Lifecycle == Lifecycle.Removed && !asset.WasRevokedBy(release.Id)) return new RevokedAsset(asset.Id, RevocationResult.Gone);
        asset.RefuseDelivery(release.Id, clock.Now);
        await assets.SaveAsync(asset, cancellationToken);
        return new RevokedAsset(asset.Id, RevocationResult.NotDelivered);
    }

    private async Task<RevokedAsset> TakeBackAsync(AssetRelease release, Asset asset, CancellationToken cancellationToken)
    {
        if (asset.RevokedDeliveryOf(release.Id) is { } revoked) return TakenBack(asset.Id, revoked);
        if (asset.ObstacleTo(release.Id) is { } obstacle) return await LeaveAsync(release, asset, obstacle, cancellationToken);
        if (await TryRewrapAsync(asset, cancellationToken) is not { } rewrapped) return new RevokedAsset(asset.Id, RevocationResult.Gone);
        asset.TakeBack(release.Id, rewrapped, clock.Now);
        await assets.SaveAsync(asset, cancellationToken);
        return TakenBack(asset.Id, asset.RevokedDeliveryOf(release.Id)!);
    }

    private async Task<RevokedAsset> LeaveAsync(AssetRelease release, Asset asset, RevocationResult obstacle, CancellationToken cancellationToken)
    {
        asset.LeavePlanned(release.Id);
        await assets.SaveAsync(asset, cancellationToken);
        return new RevokedAsset(asset.Id, obstacle) { Downloads = obstacle == RevocationResult.Downloaded ? asset.State.LastDelivery!.Downloads : [] };
    }

    /// <summary>Through the wrap of any owner of today whose key there is. Null when there is none, or the giver has none.</summary>
    private async Task<SealedRecord?> TryRewrapAsync(Asset asset, CancellationToken cancellationToken)
    {
        foreach (var opener in asset.State.Owners)
        {
            try
            {
                return await sealer.RewrapAsync(Asset.RecordOf(asset.Id), asset.State.Sealed, opener, asset.OwnersOnceTakenBack, cancellationToken);
            }
            catch (Exception missing) when (missing is UserKeyMissingException or SealBrokenException)
            {
                // Another owner may open it.
            }
        }

        return null;
    }

    private static RevokedAsset TakenBack(AssetId asset, RevokedDelivery revoked) => new(asset, RevocationResult.TakenBack) { TakenFrom = revoked.TakenFrom };
}
