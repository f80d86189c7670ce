using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>The owner of a release has been silent for the period of its terms, or keepers attested that they are no more: the attempt to reach them begins, or goes on for the other of the two. Every sign of theirs is told to it from before it exists.</summary>
public sealed class BeginAttempt(IReleases releases, IAttempts attempts, ISilence silence, IClock clock)
{
    public async Task HandleAsync(AssetReleaseAttemptDue happened, CancellationToken cancellationToken)
    {
        var release = await releases.FindAsync(happened.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        if (Awaits(release, happened))
        {
            await silence.SeekAsync(release.State.Owner, release.Id, clock.Now, cancellationToken);
            if (await silence.FindAsync(release.State.Owner, clock.Now, cancellationToken) is { } known && known.Signs > happened.Signs)
            {
                await AnswerAsync(release, happened, known, cancellationToken);
                return;
            }

            var cause = happened.Cause ?? AttemptCause.Inactivity;
            var terms = release.Conditions.TermsOf(cause);
            if (!await attempts.AddAsync(ReleaseAttempt.Begin(release, terms, happened, clock.Now), cancellationToken)) await GoOnAsync(happened, cause, terms, cancellationToken);
            release = await releases.FindAsync(happened.Release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        }

        if (!Awaits(release, happened)) await EndAsync(release, happened, cancellationToken);
    }

    private static bool Awaits(AssetRelease release, AssetReleaseAttemptDue happened) => release.IsActive && release.State.Attempt == happened.Attempt;

    /// <summary>A sign came before anybody would hear of it: nobody is alarmed. Keepers who spoke are told, by the attempt if they know of it.</summary>
    private async Task AnswerAsync(AssetRelease release, AssetReleaseAttemptDue happened, Silence known, CancellationToken cancellationToken)
    {
        var isKnown = await attempts.FindAsync(release.Id, happened.Attempt, cancellationToken) is not null;
        if (isKnown) release.Refute(known, clock.Now);
        release.EndAttempt(happened.Attempt, clock.Now);
        if (!isKnown) release.Refute(known, clock.Now);
        await releases.SaveAsync(release, cancellationToken);
        await EndAsync(release, happened, cancellationToken);
    }

    private async Task GoOnAsync(AssetReleaseAttemptDue happened, AttemptCause cause, InactivityTerms terms, CancellationToken cancellationToken)
    {
        if (await attempts.FindAsync(happened.Release, happened.Attempt, cancellationToken) is not { } attempt) throw new TransientFailureException("attempt_unknown");
        attempt.GoOn(cause, terms, clock.Now);
        await attempts.SaveAsync(attempt, cancellationToken);
    }

    /// <summary>The release has let go of it before it began: whoever was to end it may have found nothing.</summary>
    private async Task EndAsync(AssetRelease release, AssetReleaseAttemptDue happened, CancellationToken cancellationToken)
    {
        if (await attempts.FindAsync(happened.Release, happened.Attempt, cancellationToken) is { } attempt)
        {
            if (release.IsExecuted && release.State.Attempt == happened.Attempt) attempt.Release(clock.Now);
            else if (await silence.FindAsync(release.State.Owner, clock.Now, cancellationToken) is { } known && attempt.IsAnsweredBy(known)) attempt.Halt(known.IsPaused, clock.Now);
            else attempt.LetGo(release, clock.Now);
            await attempts.SaveAsync(attempt, cancellationToken);
        }

        await silence.StopSeekingAsync(releases, release, clock.Now, cancellationToken);
    }
}
