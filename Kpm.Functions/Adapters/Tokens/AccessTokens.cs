using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Mints access tokens: 15 minutes, type <c>at+jwt</c> (RFC 9068).</summary>
internal sealed class AccessTokens(AccessTokenKey key) : IAccessTokens
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public AccessToken Issue(UserId user, SessionId session, ImmutableArray<string> scopes, bool isFresh, Timestamp at)
    {
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(at.UnixSeconds);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = user.ToString(),
            ["sid"] = session.ToString(),
            ["jti"] = Guid.CreateVersion7().ToString(),
            ["scope"] = scopes.ToArray(),
            ["fsh"] = isFresh,
        };
        return new AccessToken(key.Key.Sign(claims, issuedAt, Lifetime), Timestamp.From(issuedAt + Lifetime));
    }
}

/// <summary>The keys of access tokens.</summary>
internal sealed record AccessTokenKey(TokenKey Key)
{
    public const string Type = "at+jwt";
}
