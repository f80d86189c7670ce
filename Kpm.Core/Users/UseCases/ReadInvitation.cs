using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Reads what an invitation is and from whom. Whoever holds its token may ask.</summary>
/// <param name="Token">As it stands in the link.</param>
/// <param name="At">Now.</param>
public sealed record ReadInvitation(string? Token, Timestamp At)
{
    /// <summary>Never the token: it must not reach a log.</summary>
    public override string ToString() => nameof(ReadInvitation);
}

/// <summary>What the holder of the token learns.</summary>
/// <param name="Use">What the token is good for.</param>
/// <param name="InviterName">The public name of whoever invites, else the username; null when the token takes nothing up.</param>
public sealed record InvitationView(InvitationTokenUse Use, string? InviterName);

public sealed class ReadInvitationHandler(InvitationTokens tokens, IUsers users)
{
    public async Task<InvitationView> HandleAsync(ReadInvitation query, CancellationToken cancellationToken)
    {
        var (use, inviter) = await tokens.UseOfAsync(query.Token, query.At, cancellationToken);
        if (use is not InvitationTokenUse.Accept || inviter is not { } id) return new InvitationView(use, null);
        var account = await users.FindAsync(id, cancellationToken);
        return new InvitationView(use, account is { IsErased: false } known ? known.State.PublicName ?? known.State.Username : null);
    }
}
