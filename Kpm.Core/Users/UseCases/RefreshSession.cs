using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Trades a refresh token for new tokens. The holder of the token may call it.</summary>
public sealed record RefreshSession(RefreshToken Token, Timestamp At);

public sealed class RefreshSessionHandler(IUsers users, ISessions sessions, IAccessTokens accessTokens, IRefreshSecrets refreshSecrets)
{
    /// <remarks>The account is looked at again: one that is not active loses the session, and roles lost since log-in are lost here.</remarks>
    public async Task<Result<IssuedTokens>> HandleAsync(RefreshSession command, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(command.Token.User, command.Token.Session, cancellationToken) is not { } session) return new InvalidToken();
        var successor = refreshSecrets.Successor(command.Token.Secret);
        var rotated = session.Rotate(refreshSecrets.Hash(command.Token.Secret), refreshSecrets.Hash(successor), command.At);
        var user = await users.FindAsync(session.State.User, cancellationToken);
        var isAllowed = !rotated.IsFailure && user is { IsActive: true };
        if (!isAllowed) session.Revoke(command.At);
        await sessions.SaveAsync(session, cancellationToken);
        if (!isAllowed) return new InvalidToken();

        return new IssuedTokens(
            session.State.User,
            accessTokens.Issue(session.State.User, session.Id, [.. session.State.Scopes.Intersect(user!.State.Roles, StringComparer.Ordinal)], isFresh: false, command.At),
            command.Token with { Secret = successor },
            session.State.ExpiresTs);
    }
}
