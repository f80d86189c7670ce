using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>An account became active: its user is told.</summary>
public sealed class TellAccountReady(IWorkQueue<SendEmail> emails)
{
    public Task HandleAsync(UserActivated happened, CancellationToken cancellationToken)
    {
        var mail = SendEmail.ToUser(MailKind.AccountReady, happened.User, happened.EventId);
        return emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }
}
