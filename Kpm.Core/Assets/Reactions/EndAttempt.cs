using System.Runtime.ExceptionServices;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// The owner gave a sign of life, or the release has ended: its attempt does, too. Once the attempt is met, the release decides whether
/// the sign came in time: it is executed or halted, never both.
/// </summary>
public sealed class EndAttempt(IReleases releases, IAttempts attempts, ISilence silence, IClock clock)
{
    public async Task HandleAsync(DomainEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case SignOfLifeGiven given:
                if (await silence.FindAsync(given.User, clock.Now, cancellationToken) is not { } known) return;
                await HearAllAsync(given.SoughtBy, known, cancellationToken);
                return;
            case AssetReleaseHalted halted:
                var isPaused = await silence.FindAsync(halted.Owner, clock.Now, cancellationToken) is { IsPaused: true };
                await ChangeAsync(halted.Release, halted.Attempt, attempt => HaltBy(halted, attempt, isPaused), cancellationToken);
                return;
            case AssetReleaseEndedInAttempt ended:
                var its = await FindAsync(ended.Release, cancellationToken);
                await ChangeAsync(ended.Release, ended.Attempt, attempt => EndWith(attempt, its, ended.WasExecuted), cancellationToken);
                return;
            default:
                throw new PermanentFailureException("event_unknown");
        }
    }

    /// <summary>One that cannot hear now keeps the sign from no other.</summary>
    private async Task HearAllAsync(IEnumerable<ReleaseId> releasesToHear, Silence known, CancellationToken cancellationToken)
    {
        Exception? failed = null;
        foreach (var release in releasesToHear)
        {
            try
            {
                await HearAsync(release, known, cancellationToken);
            }
            catch (Exception failure) when (failure is TransientFailureException or PermanentFailureException or ConcurrencyConflictException)
            {
                failed = failed is null or PermanentFailureException ? failure : failed;
            }
        }

        if (failed is not null) ExceptionDispatchInfo.Throw(failed);
    }

    private async Task HearAsync(ReleaseId id, Silence known, CancellationToken cancellationToken)
    {
        var release = await FindAsync(id, cancellationToken);
        if (release.State.Attempt is null)
        {
            release.Refute(known, clock.Now);
            await releases.SaveAsync(release, cancellationToken);
            await silence.StopSeekingAsync(releases, release, clock.Now, cancellationToken);
            return;
        }

        if (release.State.Attempt is not { } current || await attempts.FindAsync(id, current, cancellationToken) is not { } attempt || !attempt.IsAnsweredBy(known)) return;
        if (attempt.WasMet)
        {
            // An attempt that is met, and a release that does not know it yet: the message about it comes first.
            if (release is { IsActive: true, State.Silence: null }) throw new TransientFailureException("silence_not_recorded");
            // Those who spoke are told by the attempt.
            release.Refute(known, clock.Now);
            release.EndAttempt(current, clock.Now);
            await releases.SaveAsync(release, cancellationToken);
        }
        else
        {
            attempt.Hear(known, clock.Now);
            await attempts.SaveAsync(attempt, cancellationToken);
        }
    }

    private void HaltBy(AssetReleaseHalted halted, ReleaseAttempt attempt, bool isPaused)
    {
        if (halted.IsWithdrawn == true) attempt.Withdraw(clock.Now);
        else attempt.Halt(isPaused, clock.Now);
    }

    private void EndWith(ReleaseAttempt attempt, AssetRelease release, bool wasExecuted)
    {
        if (wasExecuted) attempt.Release(clock.Now);
        else attempt.LetGo(release, clock.Now);
    }

    private async Task ChangeAsync(ReleaseId release, AttemptId id, Action<ReleaseAttempt> change, CancellationToken cancellationToken)
    {
        if (await attempts.FindAsync(release, id, cancellationToken) is not { } attempt) return;
        change(attempt);
        await attempts.SaveAsync(attempt, cancellationToken);
    }

    private async Task<AssetRelease> FindAsync(ReleaseId id, CancellationToken cancellationToken) =>
        await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
}
