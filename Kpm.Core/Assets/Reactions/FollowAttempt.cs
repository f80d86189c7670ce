using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>An attempt was met or has ended: its release follows.</summary>
public sealed class FollowAttempt(IReleases releases, ISilence silence, IClock clock)
{
    public async Task HandleAsync(DomainEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case ReleaseAttemptMet met:
                await ChangeAsync(met.Release, release => release.RecordSilence(met.Attempt, met.Cause, new SilenceEvidence(met.SilentSince, met.Signs, met.At), clock.Now), cancellationToken);
                return;
            case ReleaseAttemptEnded ended:
                var known = await silence.FindAsync(ended.Owner, clock.Now, cancellationToken);
                var release = await ChangeAsync(ended.Release, release => EndIn(release, ended, known), cancellationToken);
                await silence.StopSeekingAsync(releases, release, clock.Now, cancellationToken);
                return;
            default:
                throw new PermanentFailureException("event_unknown");
        }
    }

    /// <summary>Words that a sign has refuted are dropped. One that told its keepers of the end has told those who spoke, too.</summary>
    private void EndIn(AssetRelease release, ReleaseAttemptEnded ended, Silence? known)
    {
        var refuting = release.State.Attempt == ended.Attempt ? known : null;
        if (refuting is not null && ended.TellsKeepers()) release.Refute(refuting, clock.Now);
        release.EndAttempt(ended.Attempt, clock.Now);
        if (refuting is not null && !ended.TellsKeepers()) release.Refute(refuting, clock.Now);
    }

    private async Task<AssetRelease> ChangeAsync(ReleaseId id, Action<AssetRelease> change, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        change(release);
        await releases.SaveAsync(release, cancellationToken);
        return release;
    }
}
