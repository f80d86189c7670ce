using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;

namespace Kpm.Core.Users.Reactions;

/// <summary>An invitation was asked for once more: a mail brings it, unless it is not open any more, or what it is for is not due: after a sign of life, a legacy is its owner's secret again.</summary>
public sealed class MailInvitation(IInvitations invitations, IInvitedLookup lookup, IWorkQueue<SendEmail> emails)
{
    public async Task HandleAsync(SendInvitation work, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(work.Invitation, cancellationToken) is not { IsOpen: true } invitation) return;
        if (await lookup.FindAsync(invitation.State.Release, cancellationToken) is not { IsDue: true }) return;
        var mail = SendEmail.ToInvited(work.Invitation, invitation.State.Inviter, work.Request.ToString());
        await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }
}
