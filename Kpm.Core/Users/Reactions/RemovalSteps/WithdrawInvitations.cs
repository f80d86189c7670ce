using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>The invitations of the person are withdrawn, and forget where they went. One that was taken up is waited for: a keep comes of it, to be declined.</summary>
public sealed class WithdrawInvitations(IInvitations invitations, IClock clock) : IRemovalStep
{
    public string Name => "invitations";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        var isOnItsWay = false;
        foreach (var id in await invitations.FindOfAsync(account.User, cancellationToken))
        {
            if (await invitations.FindAsync(id, cancellationToken) is not { } invitation) continue;
            invitation.Withdraw(clock.Now);
            await invitations.SaveAsync(invitation, cancellationToken);
            isOnItsWay |= invitation.State.Lifecycle == Lifecycle.Active;
        }

        return !isOnItsWay;
    }
}
