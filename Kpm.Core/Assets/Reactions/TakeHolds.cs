using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>A release was scheduled or changed: it takes hold of its assets, and is cancelled when it cannot have them all.</summary>
/// <remarks>
/// The release is read again after the last hold was taken. If it is active then, whatever ends it later finds all its holds; if it
/// has ended meanwhile, or names other assets, the holds are let go here, also those of an attempt that died or lost a write: the release
/// remembers what it ever named. So no order of messages leaves an asset held by a release that has ended or that does not name it. One
/// that does not hide holds nothing.
/// </remarks>
public sealed class TakeHolds(IReleases releases, AssetHolds holds, IClock clock)
{
    public async Task HandleAsync(ReleaseId id, CancellationToken cancellationToken)
    {
        var before = await LoadAsync(id, cancellationToken);
        var areHeld = before is { IsActive: true, State: { Hides: true, HoldsConfirmed: false } } && await holds.TakeAllAsync(before, clock.Now, cancellationToken);

        var release = await LoadAsync(id, cancellationToken);
        if (release.State.HoldsConfirmed) release.Announce(clock.Now);
        else if (release.State.Assets.SequenceEqual(before.State.Assets)) Conclude(release, areHeld);
        await releases.SaveAsync(release, cancellationToken);
        await holds.LetGoUnneededAsync(release, clock.Now, cancellationToken);
    }

    private void Conclude(AssetRelease release, bool areHeld)
    {
        if (areHeld) release.ConfirmHolds(clock.Now);
        else release.CancelBySystem(CancelReason.AssetUnavailable, clock.Now);
    }

    private async Task<AssetRelease> LoadAsync(ReleaseId id, CancellationToken cancellationToken) =>
        await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
}
