using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>The owner of a release has been silent for the period of its terms, or keepers attested that they are no more: the attempt to reach them begins. Every sign of theirs is told to it from before it exists.</summary>
public sealed class BeginAttempt(IReleases releases, IAttempts attempts, ISilence silence, IClock clock)
{
    public async Task HandleAsync(AssetReleaseAttemptDue happened, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(happened.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        if (!release.IsActive || release.State.Attempt != happened.Attempt) return;
        await silence.SeekAsync(release.State.Owner, release.Id, clock.Now, cancellationToken);
        await attempts.AddAsync(ReleaseAttempt.Begin(release, release.Conditions.TermsOf(happened.Cause ?? AttemptCause.Inactivity), happened, clock.Now), cancellationToken);
    }
}
