using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: a day of an attempt is over.</summary>
/// <param name="Release">Its release.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Due">The <see cref="AttemptState.NextCheckAt"/> that the timer found in the past.</param>
public sealed record CheckDueAttempt(ReleaseId Release, AttemptId Attempt, Timestamp Due);

/// <summary>Counts a day of an attempt, unless the owner gave a sign of life. Before the last one counts, it is settled that there was none.</summary>
public sealed class CheckDueAttemptHandler(IAttempts attempts, ISilence silence, IMailLog mails, IClock clock)
{
    public async Task HandleAsync(CheckDueAttempt work, CancellationToken cancellationToken)
    {
        if (await attempts.FindAsync(work.Release, work.Attempt, cancellationToken) is not { IsOpen: true } attempt) return;

        // The timer's clock may be ahead of this one; to do nothing would lose the message, and its repeat is dropped as a duplicate.
        var now = clock.Now;
        var at = work.Due > now ? work.Due : now;
        if (await silence.FindAsync(attempt.State.Owner, at, cancellationToken) is { } known) attempt.Hear(known, at);
        if (attempt.IsOpen)
        {
            var isMailOut = await mails.IsSentAsync(TellAttempt.ToOwner(attempt).MailId, cancellationToken);
            if (attempt.IsOnLastDay && !await silence.SettleAsync(attempt.State.Owner, attempt.State.Signs, at, cancellationToken)) throw new TransientFailureException("sign_of_life_meanwhile");
            attempt.CountDay(isMailOut, at);
        }

        await attempts.SaveAsync(attempt, cancellationToken);
    }
}
