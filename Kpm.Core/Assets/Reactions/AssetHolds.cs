using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Takes and lets go the holds of a release, asset by asset, one write each.</summary>
public sealed class AssetHolds(IAssets assets, IReleases releases)
{
    /// <summary>Takes hold of every asset. Two releases that share assets meet at the same one first, so that one of them wins.</summary>
    /// <returns>False when an asset is held by another release, gone, or not the owner's any more.</returns>
    /// <exception cref="TransientFailureException">An asset is held by a release that has ended and is about to let go.</exception>
    public async Task<bool> TakeAllAsync(AssetRelease release, Timestamp at, CancellationToken cancellationToken)
    {
        foreach (var id in release.State.Assets.OrderBy(asset => asset.Value))
            if (!await TakeAsync(release, id, at, cancellationToken)) return false;
        return true;
    }

    /// <summary>Lets go of every asset that the release names or has named and does not need to hold. The release was read after its last hold was taken.</summary>
    public async Task LetGoUnneededAsync(AssetRelease release, Timestamp at, CancellationToken cancellationToken)
    {
        foreach (var id in release.State.Assets.Union(release.State.FormerAssets).Where(asset => !release.NeedsHold(asset)))
        {
            if (await assets.FindAsync(id, cancellationToken) is not { } asset) continue;
            asset.LetGo(release.Id, at);
            await assets.SaveAsync(asset, cancellationToken);
        }
    }

    private async Task<bool> TakeAsync(AssetRelease release, AssetId id, Timestamp at, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(id, cancellationToken) is not { } asset) return false;
        if (asset.TakeHold(release.Id, release.State.Owner, at).IsFailure)
            return await IsEndingAsync(asset, cancellationToken) ? throw new TransientFailureException("hold_ending") : false;
        await assets.SaveAsync(asset, cancellationToken);
        return true;
    }

    private async Task<bool> IsEndingAsync(Asset asset, CancellationToken cancellationToken) =>
        asset.State.HeldBy is { } holder && await releases.FindAsync(holder, cancellationToken) is { } other && !other.NeedsHold(asset.Id);
}
