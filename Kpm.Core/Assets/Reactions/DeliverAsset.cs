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

        if (asset is { State.LastDelivery: not null } && release.State.Bequest == BequestType.Copy) asset = await NotedAsync(asset, release.State.Owner, cancellationToken);
        if (asset is null || release.IsSettled(work.Asset) || !await TryDeliverAsync(release, asset, attempt, cancellationToken))
            await FailAsync(release, work.Asset, asset, cancellationToken);
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
        if (handover.Take(release, asset).IsFailure) return false;
        return release.State.Bequest == BequestType.Copy
            ? await TryCopyAsync(release, asset, attempt, cancellationToken)
            : await TryMoveAsync(release, asset, cancellationToken);
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
    private async Task<bool> TryCopyAsync(AssetRelease release, Asset asset, Guid attempt, CancellationToken cancellationToken)
    {
        if (!await copies.TryMakeAsync(release, asset, attempt, cancellationToken)) return false;
        release.RecordDelivered(asset.Id, clock.Now);
        await releases.SaveAsync(release, cancellationToken);
        asset.LetGo(release.Id, clock.Now);
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
