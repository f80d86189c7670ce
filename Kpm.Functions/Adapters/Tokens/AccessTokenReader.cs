using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Functions.Http;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Reads access tokens.</summary>
internal sealed class AccessTokenReader(AccessTokenKey key)
{
    /// <summary>What the token proves, or null when it proves nothing.</summary>
    public async Task<Caller?> ReadAsync(string token)
    {
        if (await key.Key.ReadAsync(token) is not { } jwt) return null;
        if (!EntityId.TryParse<UserId>(jwt.Subject, out var user)) return null;
        if (!jwt.TryGetPayloadValue<string>("sid", out var sid) || !EntityId.TryParse<SessionId>(sid, out var session)) return null;
        var scopes = jwt.Claims.Where(claim => claim.Type == "scope").Select(claim => claim.Value).ToImmutableArray();
        return new Caller(user, session, scopes, jwt.TryGetPayloadValue<bool>("fsh", out var isFresh) && isFresh);
    }
}
