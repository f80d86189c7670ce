using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Trades a refresh token for new tokens. The holder of the token may call it.</summary>
/// <param name="Token">The refresh token.</param>
/// <param name="Device">What the client calls itself, if it does.</param>
/// <param name="At">Now.</param>
public sealed record RefreshSession(RefreshToken Token, string? Device, Timestamp At);

public sealed class RefreshSessionHandler(IUsers users, ISessions sessions, IAccessTokens accessTokens, IRefreshSecrets refreshSecrets)
{
    /// <remarks>The account is looked at again: one that is not active, or has ended its sessions, loses this one; roles lost since log-in are lost here.</remarks>
    public async Task<Result<IssuedTokens>> HandleAsync(RefreshSession command, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(command.Token.User, command.Token.Session, cancellationToken) is not { } session) return new InvalidToken();
        var user = await users.FindAsync(session.State.User, cancellationToken);
        var isAdmitted = user is { IsActive: true } && user.Admits(session, command.At);
        var successor = refreshSecrets.Successor(command.Token.Secret);
        var rotated = session.Rotate(refreshSecrets.Hash(command.Token.Secret), refreshSecrets.Hash(successor), command.Device, command.At);
        var isAllowed = isAdmitted && !rotated.IsFailure;
        if (!isAllowed) session.Revoke(command.At);
        await sessions.SaveAsync(session, cancellationToken);
        if (!isAllowed) return new InvalidToken();

        return new IssuedTokens(
            session.State.User,
            accessTokens.Issue(session.State.User, session.Id, [.. session.State.Scopes.Intersect(user!.State.Roles, StringComparer.Ordinal)], AccessGrant.Refresh, command.At),
            command.Token with { Secret = successor },
            session.State.ExpiresTs);
    }
}
