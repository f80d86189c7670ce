using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: a release was due to be looked at.</summary>
/// <param name="Release">The release.</param>
/// <param name="Due">The <see cref="ReleaseState.NextCheckAt"/> that the timer found in the past.</param>
public sealed record CheckDueRelease(ReleaseId Release, Timestamp Due);

/// <summary>Looks at a release whose time may have come, and announces it.</summary>
public sealed class CheckDueReleaseHandler(IReleases releases, IClock clock)
{
    public async Task HandleAsync(CheckDueRelease work, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(work.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");

        // The timer's clock may be ahead of this one; to do nothing would lose the message, and its repeat is dropped as a duplicate.
        var now = clock.Now;
        release.Announce(work.Due > now ? work.Due : now);
        await releases.SaveAsync(release, cancellationToken);
    }
}
