using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.UseCases;

namespace Kpm.Core.Users.Reactions;

/// <summary>
/// An invitation was accepted: the two become keeps, and then it is fulfilled. In this order, because a release that is claimed for somebody
/// who is no keep ends. A keep that one of them had asked for is accepted: both have said so.
/// </summary>
public sealed class JoinInvited(IInvitations invitations, IKeeps keeps, RequestKeepHandler requestKeep, IClock clock)
{
    public async Task HandleAsync(InvitationAccepted happened, CancellationToken cancellationToken)
    {
        var invitation = await invitations.FindAsync(happened.Invitation, cancellationToken) ?? throw new PermanentFailureException("invitation_unknown");
        if (invitation.State.Lifecycle != Lifecycle.Active) return;
        var id = DerivedId.From<KeepId>(happened.Invitation.ToString(), "invitation-keep");
        var command = new RequestKeep(id, invitation.State.Inviter, new KeepTarget.ById(happened.By), Name: null, happened.At) { IsAgreed = true };
        var joined = await requestKeep.HandleAsync(command, cancellationToken);
        if (joined.Error is { } error and not KeepTargetNotFound) throw new PermanentFailureException(error.Code);
        if (joined.IsFailure) invitation.GiveUp(clock.Now);
        else if (await keeps.FindAsync(joined.Value, cancellationToken) is { State.Lifecycle: Lifecycle.Pending } asked)
        {
            asked.Accept(asked.State.Requested, name: null, clock.Now);
            await keeps.SaveAsync(asked, cancellationToken);
        }

        invitation.Fulfil(clock.Now);
        await invitations.SaveAsync(invitation, cancellationToken);
    }
}
