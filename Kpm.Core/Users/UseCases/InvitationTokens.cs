using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;

namespace Kpm.Core.Users.UseCases;

/// <summary>What a token in an invitation is good for.</summary>
public enum InvitationTokenUse
{
    /// <summary>Nothing: unknown, used, or of an invitation that is meant no longer.</summary>
    None,

    /// <summary>Asking for another one: it has ended, or another one was mailed since.</summary>
    AskAgain,

    /// <summary>Taking the invitation up.</summary>
    Accept,
}

/// <summary>Finds the invitation that a token belongs to.</summary>
public sealed class InvitationTokens(IInvitations invitations, IInvitationSecrets secrets)
{
    /// <summary>What the token is good for now, and who invites; nobody when it is good for nothing.</summary>
    public async Task<(InvitationTokenUse Use, UserId? Inviter)> UseOfAsync(string? token, Timestamp at, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { Invitation.IsOpen: true } found) return (InvitationTokenUse.None, null);
        return (found.Invitation.CheckToken(found.Hash, at).IsFailure ? InvitationTokenUse.AskAgain : InvitationTokenUse.Accept, found.Invitation.State.Inviter);
    }

    /// <summary>The invitation for which the token was mailed, whatever became of either; null for any other text.</summary>
    internal async Task<(LegacyInvitation Invitation, string Hash)?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        if (InvitationToken.Parse(token) is not { } parsed) return null;
        var hash = secrets.Hash(parsed.Secret);
        return await invitations.FindAsync(parsed.Invitation, cancellationToken) is { } invitation && invitation.Knows(hash) ? (invitation, hash) : null;
    }
}
