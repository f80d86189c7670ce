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
                await ChangeAsync(met.Release, release => release.RecordSilence(met.Attempt, new SilenceEvidence(met.SilentSince, met.Signs, met.At), clock.Now), cancellationToken);
                return;
            case ReleaseAttemptEnded ended:
                await silence.StopSeekingAsync(ended.Owner, ended.Release, clock.Now, cancellationToken);
                await ChangeAsync(ended.Release, release => release.EndAttempt(ended.Attempt, clock.Now), cancellationToken);
                return;
            default:
                throw new PermanentFailureException("event_unknown");
        }
    }

    private async Task ChangeAsync(ReleaseId id, Action<AssetRelease> change, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        change(release);
        await releases.SaveAsync(release, cancellationToken);
    }
}
