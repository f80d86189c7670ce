using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: one asset of one executed release is to be delivered.</summary>
public sealed record DeliverAsset(ReleaseId Release, AssetId Asset);

/// <summary>Delivers an asset, or records on the release that it cannot be. What was revoked is left to <see cref="RevokeAssetHandler"/>.</summary>
public sealed class DeliverAssetHandler(IReleases releases, IAssets assets, AssetHandover handover, AssetCopies copies, IClock clock)
{
    /// <param name="work">The work.</param>
    /// <param name="attempt">Names the blobs of this attempt, should it make copies: never used twice.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task HandleAsync(DeliverAsset work, Guid attempt, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(work.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        var asset = await assets.FindAsync(work.Asset, cancellationToken);
        if (!release.IsExecuted || release.IsRevoked || asset?.WasDeliveredBy(release.Id) == true) return;
        if (asset is not null && release.IsSettled(asset.Id))
        {
            await LetGoAsync(release, asset, cancellationToken);
            return;
        }

        if (asset is { State.LastDelivery: not null } && release.State.Bequest == BequestType.Copy) asset = await NotedAsync(asset, release.State.Owner, cancellationToken);
        if (asset is null || !await TryDeliverAsync(release, asset, attempt, cancellationToken)) await FailAsync(release, work.Asset, asset, cancellationToken);
    }

    /// <summary>Copies hand on the bytes of what somebody was given: from then on it cannot come back, as after a download.</summary>
    private async Task<Asset?> NotedAsync(Asset asset, UserId giver, CancellationToken cancellationToken)
    {
        asset.NoteDownload(giver, clock.Now);
        if (!asset.HasChanged) return asset;
        await assets.SaveAsync(asset, cancellationToken);
        return await assets.FindAsync(asset.Id, cancellationToken);
    }

    private async Task<bool> TryDeliverAsync(AssetRelease release, Asset asset, Guid attempt, CancellationToken cancellationToken)
    {
        var isTaken = !handover.Take(release, asset).IsFailure;
        return release.State.Bequest == BequestType.Copy
            ? await TryCopyAsync(release, asset, isTaken, attempt, cancellationToken)
            : isTaken && await TryMoveAsync(release, asset, cancellationToken);
    }

    private async Task<bool> TryMoveAsync(AssetRelease release, Asset asset, CancellationToken cancellationToken)
    {
        try
        {
            if ((await handover.MoveAsync(release, asset, cancellationToken)).IsFailure) return false;
        }
        catch (Exception damage) when (damage is UserKeyMissingException or SealBrokenException)
        {
            // The giver or a receiver was erased between trigger and delivery, or the wrap is damaged.
            return false;
        }

        await assets.SaveAsync(asset, cancellationToken);
        return true;
    }

    /// <summary>The outcome goes first: when it is known, a repeat has only to let go.</summary>
    private async Task<bool> TryCopyAsync(AssetRelease release, Asset asset, bool isTaken, Guid attempt, CancellationToken cancellationToken)
    {
        if (!await copies.TryMakeAsync(release, asset, isTaken, attempt, cancellationToken))
        {
            await copies.GiveUpAsync(release, asset, cancellationToken);
            return false;
        }

        release.RecordDelivered(asset.Id, clock.Now);
        await releases.SaveAsync(release, cancellationToken);
        await LetGoAsync(release, asset, cancellationToken);
        return true;
    }

    /// <summary>
    /// The asset goes first, and says that the release does not deliver it any more: that write fails if another try succeeded, and no try succeeds after it, also when what
    /// was in the way is gone by then. So nothing false is recorded, and what is told and signed of a failure stays true.
    /// </summary>
    private async Task FailAsync(AssetRelease release, AssetId id, Asset? asset, CancellationToken cancellationToken)
    {
        if (asset is not null)
        {
            asset.RefuseDelivery(release.Id, clock.Now);
            await assets.SaveAsync(asset, cancellationToken);
        }

        release.RecordDeliveryFailed(id, clock.Now);
        await releases.SaveAsync(release, cancellationToken);
    }

    private async Task LetGoAsync(AssetRelease release, Asset asset, CancellationToken cancellationToken)
    {
        asset.LetGo(release.Id, clock.Now);
        await assets.SaveAsync(asset, cancellationToken);
    }
}
