using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Mints access tokens: 15 minutes, type <c>at+jwt</c> (RFC 9068).</summary>
internal sealed class AccessTokens(AccessTokenKey key) : IAccessTokens
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Authentication method references (RFC 8176): a password and a one-time password.</summary>
    private static readonly string[] SecondFactorMethods = ["pwd", "otp"];

    /// <summary>A key in the person's possession, and the authenticator's own check of who holds it.</summary>
    private static readonly string[] PasskeyMethods = ["pop", "user", "mfa"];

    public AccessToken Issue(UserId user, SessionId session, ImmutableArray<string> scopes, AccessGrant grant, Timestamp at)
    {
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(at.UnixSeconds);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = user.ToString(),
            ["sid"] = session.ToString(),
            ["jti"] = Guid.CreateVersion7().ToString(),
            ["scope"] = scopes.ToArray(),
            ["fsh"] = grant is not AccessGrant.Refresh,
        };
        if (grant is AccessGrant.LogInWithSecondFactor) claims["amr"] = SecondFactorMethods;
        if (grant is AccessGrant.LogInWithPasskey) claims["amr"] = PasskeyMethods;
        return new AccessToken(key.Key.Sign(claims, issuedAt, Lifetime), Timestamp.From(issuedAt + Lifetime));
    }
}

/// <summary>The keys of access tokens.</summary>
internal sealed record AccessTokenKey(TokenKey Key)
{
    public const string Type = "at+jwt";
}
