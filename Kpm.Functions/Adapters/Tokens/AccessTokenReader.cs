using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>
/// Reads access tokens. Most of the time goes into checking the signature, so what a token proved is kept, under the token's digest, until
/// the token ends.
/// </summary>
internal sealed class AccessTokenReader(AccessTokenKey key, IClock clock)
{
    private const int Capacity = 10_000;
    private readonly ConcurrentDictionary<string, Proven> _proven = new(StringComparer.Ordinal);

    /// <summary>What the token proves, or null when it proves nothing.</summary>
    public async Task<Caller?> ReadAsync(string token)
    {
        var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_proven.TryGetValue(digest, out var known) && clock.Now < known.End) return known.Caller;
        if (await key.Key.ReadAsync(token) is not { } jwt || CallerOf(jwt) is not { } caller) return null;
        if (_proven.Count >= Capacity) _proven.Clear();
        _proven[digest] = new Proven(caller, Timestamp.From(new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero)));
        return caller;
    }

    private static Caller? CallerOf(JsonWebToken jwt)
    {
        if (!EntityId.TryParse<UserId>(jwt.Subject, out var user)) return null;
        if (!jwt.TryGetPayloadValue<string>("sid", out var sid) || !EntityId.TryParse<SessionId>(sid, out var session)) return null;
        var scopes = jwt.Claims.Where(claim => claim.Type == "scope").Select(claim => claim.Value).ToImmutableArray();
        return new Caller(user, session, scopes, jwt.TryGetPayloadValue<bool>("fsh", out var isFresh) && isFresh);
    }

    private sealed record Proven(Caller Caller, Timestamp End);
}
