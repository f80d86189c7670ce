using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>An account was made with the token of an invitation: it takes the invitation up. One that was withdrawn or taken up meanwhile stays as it is.</summary>
public sealed class TakeUpInvitation(IInvitations invitations, IClock clock)
{
    public async Task HandleAsync(UserInvited happened, CancellationToken cancellationToken)
    {
        var invitation = await invitations.FindAsync(happened.Invitation, cancellationToken) ?? throw new PermanentFailureException("invitation_unknown");
        if (!invitation.Accept(happened.User, clock.Now).IsFailure) await invitations.SaveAsync(invitation, cancellationToken);
    }
}
