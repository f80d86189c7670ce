using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>A release was scheduled: it takes hold of its assets, and is cancelled when it cannot have them all.</summary>
/// <remarks>
/// The release is read again after the last hold was taken. If it is active then, whatever ends it later finds all its holds; if it
/// has ended meanwhile, the holds are let go here. So no order of messages leaves an asset held by a release that has ended.
/// </remarks>
public sealed class TakeHolds(IReleases releases, AssetHolds holds, IClock clock)
{
    public async Task HandleAsync(AssetReleaseScheduled happened, CancellationToken cancellationToken)
    {
        var release = await LoadAsync(happened.Release, cancellationToken);
        if (release is { IsActive: true, State.HoldsConfirmed: true }) return;
        var areHeld = release.IsActive && await holds.TakeAllAsync(release, clock.Now, cancellationToken);

        release = await LoadAsync(happened.Release, cancellationToken);
        if (areHeld) release.ConfirmHolds(clock.Now);
        else if (!release.State.HoldsConfirmed) release.CancelBySystem(CancelReason.AssetUnavailable, clock.Now);
        await releases.SaveAsync(release, cancellationToken);
        await holds.LetGoUnneededAsync(release, clock.Now, cancellationToken);
    }

    private async Task<AssetRelease> LoadAsync(ReleaseId id, CancellationToken cancellationToken) =>
        await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
}
