using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>An account changed in a way that its user must hear of, because somebody else may have done it or because it needs a click: a mail tells of it.</summary>
public sealed class TellUser(IWorkQueue<SendEmail> emails)
{
    /// <summary>The events that a mail tells of.</summary>
    public static IReadOnlyDictionary<Type, MailKind> Mails { get; } = new Dictionary<Type, MailKind>
    {
        [typeof(PasswordChanged)] = MailKind.PasswordChanged,
        [typeof(EmailChangeRequested)] = MailKind.EmailChange,
        [typeof(EmailChanged)] = MailKind.EmailChanged,
        [typeof(UserClosingRequested)] = MailKind.AccountClosing,
        [typeof(UserClosingCancelled)] = MailKind.AccountKept,
        [typeof(SecondFactorAdded)] = MailKind.SecondFactorAdded,
        [typeof(SecondFactorRemoved)] = MailKind.SecondFactorRemoved,
        [typeof(RecoveryCodesMade)] = MailKind.RecoveryCodesMade,
        [typeof(RecoveryCodeUsed)] = MailKind.RecoveryCodeUsed,
        [typeof(PasskeyAdded)] = MailKind.PasskeyAdded,
        [typeof(PasskeyRemoved)] = MailKind.PasskeyRemoved,
        [typeof(PasskeySuspected)] = MailKind.PasskeySuspected,
    };

    /// <param name="happened">The kind of event.</param>
    /// <param name="user">Whose account.</param>
    /// <param name="cause">The event's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task HandleAsync(Type happened, UserId user, string cause, CancellationToken cancellationToken)
    {
        var mail = SendEmail.ToUser(Mails[happened], user, cause);
        return emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }
}
