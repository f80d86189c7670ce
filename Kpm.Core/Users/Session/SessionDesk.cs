using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Session;

/// <summary>What somebody who logs in asks of the session.</summary>
/// <param name="Id">The id of the new session.</param>
/// <param name="Scopes">The roles asked for; empty for all that the user has.</param>
/// <param name="ClientId">The device's push-messaging token, if any.</param>
/// <param name="Device">What the client calls itself, if it does.</param>
public sealed record SessionWish(SessionId Id, ImmutableArray<string> Scopes, string? ClientId, string? Device)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"SessionWish {{ Id = {Id} }}";

    /// <summary>The roles that the session will carry. Error: <see cref="ScopeMismatch"/>.</summary>
    public Result<ImmutableArray<string>> ScopesOf(UserAccount user)
    {
        var scopes = Scopes.IsEmpty ? user.State.Roles : [.. Scopes.Distinct(StringComparer.Ordinal)];
        return scopes.Except(user.State.Roles, StringComparer.Ordinal).Any() ? new ScopeMismatch() : scopes;
    }
}

/// <summary>Starts sessions of people who have proven who they are.</summary>
public sealed class SessionDesk(ISessions sessions, IAccessTokens accessTokens, IRefreshSecrets refreshSecrets, SilenceDesk silence)
{
    /// <param name="user">Whose session.</param>
    /// <param name="wish">What was asked for.</param>
    /// <param name="scopes">The roles that it carries.</param>
    /// <param name="grant">How the person has proven who they are.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<IssuedTokens>> StartAsync(UserAccount user, SessionWish wish, ImmutableArray<string> scopes, AccessGrant grant, Timestamp at, CancellationToken cancellationToken)
    {
        await silence.NoteAsync(user.Id, SignKind.LogIn, at, cancellationToken);
        var secret = refreshSecrets.Create();
        var facts = new NewSession(user.Id, user.State.SessionEpoch, wish.ClientId, wish.Device, scopes, refreshSecrets.Hash(secret));
        var session = LoginSession.Start(wish.Id, facts, at);
        if (!await sessions.AddAsync(session, cancellationToken)) return new IdTaken();
        return new IssuedTokens(
            user.Id,
            accessTokens.Issue(user.Id, session.Id, scopes, grant, at),
            new RefreshToken(user.Id, session.Id, secret),
            session.State.ExpiresTs);
    }
}
