using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;

namespace Kpm.Core.Users.UseCases;

/// <summary>Takes up an invitation with the account that there is, whatever its address. Every active user who holds the token may call it, once.</summary>
/// <param name="Token">As it stands in the link.</param>
/// <param name="By">Who accepts.</param>
/// <param name="At">Now.</param>
public sealed record AcceptInvitation(string Token, UserId By, Timestamp At)
{
    /// <summary>Never the token: it must not reach a log.</summary>
    public override string ToString() => $"AcceptInvitation {{ By = {By} }}";
}

public sealed class AcceptInvitationHandler(IInvitations invitations, InvitationTokens tokens)
{
    /// <remarks>Errors: <see cref="BadAuthorizerToken"/>, <see cref="InvitationOfOneself"/>. Success also when the same account accepted before.</remarks>
    public async Task<Result> HandleAsync(AcceptInvitation command, CancellationToken cancellationToken)
    {
        if (await tokens.FindAsync(command.Token, cancellationToken) is not { } found) return new BadAuthorizerToken();
        var isRepeat = found.Invitation.State.AcceptedBy == command.By;
        if (!isRepeat && found.Invitation.CheckToken(found.Hash, command.At) is { IsFailure: true } refused) return refused;
        var accepted = found.Invitation.Accept(command.By, command.At);
        if (accepted.IsFailure) return accepted;
        await invitations.SaveAsync(found.Invitation, cancellationToken);
        return Result.Success;
    }
}
