using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: a day of an attempt is over.</summary>
/// <param name="Release">Its release.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Due">The <see cref="AttemptState.NextCheckAt"/> that the timer found in the past.</param>
public sealed record CheckDueAttempt(ReleaseId Release, AttemptId Attempt, Timestamp Due);

/// <summary>Counts a day of an attempt, unless the owner gave a sign of life. A mail that was given up is tried again each day that waits for it. Before the last one counts, it is settled that there was none.</summary>
public sealed class CheckDueAttemptHandler(IAttempts attempts, ISilence silence, IMailLog mails, IWorkQueue<SendEmail> emails, IClock clock)
{
    public async Task HandleAsync(CheckDueAttempt work, CancellationToken cancellationToken)
    {
        if (await attempts.FindAsync(work.Release, work.Attempt, cancellationToken) is not { IsOpen: true } attempt) return;
        var at = clock.Now;
        if (work.Due.IsEarly(at)) return;
        if (await silence.FindAsync(attempt.State.Owner, at, cancellationToken) is { } known && attempt.IsAnsweredBy(known)) attempt.Hear(known, at);
        else
        {
            var mail = TellAttempt.ToOwner(attempt);
            var taken = await mails.FindSentAsync(mail.MailId, cancellationToken);
            var sent = taken is { CameBack: false } ? taken.At : (Timestamp?)null;
            if (taken is null && attempt.AwaitsMail) await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
            if (attempt.CountsLastDay(sent, at) && !await silence.SettleAsync(attempt.State.Owner, attempt.State.Signs, at, cancellationToken)) throw new TransientFailureException("sign_of_life_meanwhile");
            attempt.CountDay(sent, at);
        }

        await attempts.SaveAsync(attempt, cancellationToken);
    }
}
