using Kpm.Core.Shared;

namespace Kpm.Core.Users.UseCases;

/// <summary>Asks that an invitation be mailed once more to where it went. Whoever holds a token of it may call it, also one that has ended.</summary>
/// <param name="Request">Names this request; a repeat with the same id sends one mail.</param>
/// <param name="Token">As it stands in the link.</param>
public sealed record AskForInvitation(Guid Request, string Token)
{
    /// <summary>Never the token: it must not reach a log.</summary>
    public override string ToString() => nameof(AskForInvitation);
}

public sealed class AskForInvitationHandler(InvitationTokens tokens, IWorkQueue<SendInvitation> invitations)
{
    /// <remarks>Does not tell whether there is such an invitation.</remarks>
    public async Task HandleAsync(AskForInvitation command, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(command.Token, cancellationToken) is not { Invitation.IsOpen: true } found) return;
        await invitations.EnqueueAsync(command.Request.ToString(), new SendInvitation(command.Request, found.Invitation.Id), cancellationToken);
    }
}
