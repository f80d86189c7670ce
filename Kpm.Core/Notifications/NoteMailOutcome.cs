using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Notifications;

/// <summary>Work: the mail service told what became of a mail.</summary>
/// <param name="MailId">The mail.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="At">When, as the service tells.</param>
public sealed record NoteMailOutcome(string MailId, MailOutcome Outcome, Timestamp At);

/// <summary>Notes what became of a mail, and whether its receiver can be reached by mail.</summary>
public sealed class NoteMailOutcomeHandler(IMailLog log, IUsers users, IClock clock)
{
    /// <exception cref="PermanentFailureException">The mail was refused, or came back from an address that is no account’s: an operator has to look.</exception>
    public async Task HandleAsync(NoteMailOutcome work, CancellationToken cancellationToken)
    {
        if (await log.NoteAsync(work.MailId, work.Outcome, work.At, cancellationToken) is not { } mail) return;
        switch (work.Outcome)
        {
            case MailOutcome.Refused: throw new PermanentFailureException("mail_refused");
            case MailOutcome.Bounced when mail.Receiver is null: throw new PermanentFailureException("mail_bounced");
            case MailOutcome.Bounced or MailOutcome.Delivered when mail.Receiver is { } receiver && GoesToTheAccount(mail.Kind): await TellAccountAsync(receiver, work, mail, cancellationToken); break;
        }
    }

    /// <summary>These go to an address that is not the account's, or is not any more.</summary>
    private static bool GoesToTheAccount(MailKind kind) => kind is not (MailKind.EmailChange or MailKind.EmailChanged);

    private async Task TellAccountAsync(UserId receiver, NoteMailOutcome work, LoggedMail mail, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(receiver, cancellationToken) is not { } account) return;
        account.NoteMail(mail.StartedTs, work.Outcome == MailOutcome.Delivered, clock.Now);
        await users.SaveAsync(account, cancellationToken);
    }
}
