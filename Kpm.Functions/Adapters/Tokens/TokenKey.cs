using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>Signs and reads JSON Web Tokens of one kind: ES256 only, with issuer, audience, type and end always checked (RFC 8725).</summary>
internal sealed class TokenKey
{
    public const string Issuer = "https://keepem.app";
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly SigningCredentials _signing;
    private readonly TokenValidationParameters _validation;
    private readonly string _type;
    private readonly TimeProvider _time;

    /// <param name="type">The token's <c>typ</c>, its purpose; a token of another purpose does not validate.</param>
    /// <param name="key">The private key that signs, PKCS #8 in base64.</param>
    /// <param name="previousKey">A key whose tokens are still accepted.</param>
    /// <param name="time">The clock.</param>
    public TokenKey(string type, string key, string? previousKey, TimeProvider time)
    {
        _type = type;
        _time = time;
        var current = Import(key);
        _signing = new SigningCredentials(current, SecurityAlgorithms.EcdsaSha256);
        _validation = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience(type),
            ValidTypes = [type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = string.IsNullOrEmpty(previousKey) ? [current] : [current, Import(previousKey)],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ValidateLifetime = true,
            LifetimeValidator = IsWithinLifetime,
        };
    }

    /// <summary>A signed token that ends <paramref name="lifetime"/> after <paramref name="issuedAt"/>.</summary>
    public string Sign(IDictionary<string, object> claims, DateTimeOffset issuedAt, TimeSpan lifetime) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Audience(_type),
        TokenType = _type,
        IssuedAt = issuedAt.UtcDateTime,
        NotBefore = issuedAt.UtcDateTime,
        Expires = (issuedAt + lifetime).UtcDateTime,
        Claims = claims,
        SigningCredentials = _signing,
    });

    /// <summary>The token, or null when it is altered, ended, of another kind, or not a token.</summary>
    public async Task<JsonWebToken?> ReadAsync(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 4096) return null;
        var result = await Handler.ValidateTokenAsync(token, _validation);
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    private static string Audience(string type) => $"kpm:{type}";

    private bool IsWithinLifetime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end && (notBefore is not { } start || start <= now.AddSeconds(5));
    }

    private static ECDsaSecurityKey Import(string key)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(key), out _);
        var security = new ECDsaSecurityKey(ecdsa);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return security;
    }
}
