using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.Reactions;

/// <summary>A keep was asked for or accepted: a mail tells the other side. Nobody is told of a decline.</summary>
public sealed class TellKeep(IWorkQueue<SendEmail> emails)
{
    /// <param name="happened">The kind of event.</param>
    /// <param name="requester">Who asked.</param>
    /// <param name="requested">Who was asked.</param>
    /// <param name="cause">The event's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task HandleAsync(Type happened, UserId requester, UserId requested, string cause, CancellationToken cancellationToken)
    {
        var mail = happened == typeof(KeepRequested)
            ? SendEmail.ToUserAbout(requester, MailKind.KeepRequested, requested, cause)
            : SendEmail.ToUserAbout(requested, MailKind.KeepAccepted, requester, cause);
        return emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }
}
