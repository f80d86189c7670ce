using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Session;

/// <summary>What an access token is issued for. Only one that comes from a log-in is fresh.</summary>
public enum AccessGrant
{
    /// <summary>A log-in by password.</summary>
    LogIn,

    /// <summary>A log-in by password and a code of the second factor.</summary>
    LogInWithSecondFactor,

    /// <summary>A log-in by a passkey, which is two factors by itself.</summary>
    LogInWithPasskey,

    /// <summary>A refresh.</summary>
    Refresh,
}

/// <summary>Mints access tokens.</summary>
public interface IAccessTokens
{
    /// <summary>A signed token for one session.</summary>
    /// <param name="user">Whom it speaks for.</param>
    /// <param name="session">The session that must stay active.</param>
    /// <param name="scopes">The roles it carries.</param>
    /// <param name="grant">What it is issued for.</param>
    /// <param name="at">Now.</param>
    AccessToken Issue(UserId user, SessionId session, ImmutableArray<string> scopes, AccessGrant grant, Timestamp at);
}

/// <summary>A signed access token and when it ends.</summary>
public sealed record AccessToken(string Value, Timestamp ExpiresAt)
{
    /// <summary>Never the token: it must not reach a log.</summary>
    public override string ToString() => "[access token]";
}

/// <summary>Makes the secrets of refresh tokens.</summary>
public interface IRefreshSecrets
{
    /// <summary>32 random bytes, in base64url.</summary>
    string Create();

    /// <summary>The one secret that follows this one: the same for every call, known only with the system's key.</summary>
    string Successor(string secret);

    /// <summary>SHA-256 of the secret, in hexadecimal digits.</summary>
    string Hash(string secret);
}

/// <summary>A refresh token: <c>{userId}.{sessionId}.{secret}</c>.</summary>
public sealed record RefreshToken(UserId User, SessionId Session, string Secret)
{
    /// <summary>Reads a token; null when it has another form.</summary>
    public static RefreshToken? Parse(string? text)
    {
        var parts = (text ?? "").Split('.');
        return parts.Length == 3 && EntityId.TryParse<UserId>(parts[0], out var user) && EntityId.TryParse<SessionId>(parts[1], out var session) && parts[2].Length > 0
            ? new RefreshToken(user, session, parts[2])
            : null;
    }

    /// <summary>The token as the client keeps it.</summary>
    public string Encode() => $"{User}.{Session}.{Secret}";

    /// <summary>Never the token: it must not reach a log.</summary>
    public override string ToString() => "[refresh token]";
}

/// <summary>What a log-in or a refresh gives.</summary>
public sealed record IssuedTokens(UserId User, AccessToken Access, RefreshToken Refresh, Timestamp RefreshExpiresAt);
