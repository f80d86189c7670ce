using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>A user was registered: a welcome goes to the user and a notice to the board, each as a message of its own. Whom an invitation brought is active already, and needs no link.</summary>
public sealed class WelcomeUser(IWorkQueue<SendEmail> emails)
{
    public async Task HandleAsync(UserRegistered happened, CancellationToken cancellationToken)
    {
        var welcome = SendEmail.ToUser(MailKind.Welcome, happened.User, happened.EventId);
        var notice = SendEmail.ToBoard(MailKind.NewUserInternal, happened.User, happened.EventId);
        if (happened.Invitation is null) await emails.EnqueueAsync(welcome.MailId, welcome, cancellationToken);
        await emails.EnqueueAsync(notice.MailId, notice, cancellationToken);
    }
}
