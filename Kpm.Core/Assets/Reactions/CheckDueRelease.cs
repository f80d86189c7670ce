using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: a release was due to be looked at.</summary>
/// <param name="Release">The release.</param>
/// <param name="Due">The <see cref="ReleaseState.NextCheckAt"/> that the timer found in the past.</param>
public sealed record CheckDueRelease(ReleaseId Release, Timestamp Due);

/// <summary>Looks at a release whose time may have come: announces it, finds out whose turn it is, passes over who was invited and does not come, executes it when the system is to do so, and begins to reach an owner who is silent.</summary>
public sealed class CheckDueReleaseHandler(IReleases releases, IKeepLookup keeps, ISilence silence, IClock clock)
{
    public async Task HandleAsync(CheckDueRelease work, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(work.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        var at = clock.Now;
        if (work.Due.IsEarly(at)) return;
        if (release.IsTurnDue(at) || release.IsDue(at) || release.IsInvitedOverdue(at)) await silence.SettleAsync(release, at, cancellationToken);
        release.PassOverInvited(at);
        if (release.IsTurnDue(at)) release.TakeTurn(await keeps.StrangersAsync(release.State.Owner, release.State.Receivers, cancellationToken), at);
        if (!release.IsDue(at)) release.Announce(at);
        else release.ExecuteBySystem(await keeps.StrangersAsync(release.State.Owner, release.State.Receivers, cancellationToken), at);
        if (release.AwaitsSilence(at)) release.Await(await silence.FindAsync(release.State.Owner, at, cancellationToken), await keeps.StrangersAsync(release.State.Owner, [.. release.State.Attestations.Select(word => word.By)], cancellationToken), at);
        await releases.SaveAsync(release, cancellationToken);
    }
}
