using System.Security.Cryptography;
using Kpm.Local.Sinks.Push;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Kpm.Tests.Local.Sinks;

/// <summary>What a service account presents for an access token.</summary>
internal sealed record SignedJwt
{
    public const string Grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public SignedJwt(LocalSinks sinks)
    {
        var account = ServiceAccount.LoadOrCreate(sinks.Part.Folder);
        (Issuer, Key) = (account.ClientEmail, account.PrivateKey);
    }

    public string Issuer { get; init; }

    public string Audience { get; init; } = "https://oauth2.googleapis.com/token";

    public string Key { get; init; }

    public string Scope { get; init; } = "https://www.googleapis.com/auth/firebase.messaging";

    public DateTimeOffset Start { get; init; } = TimeProvider.System.GetUtcNow();

    public TimeSpan Life { get; init; } = TimeSpan.FromHours(1);

    public FormUrlEncodedContent Form(string? assertion = null, string grant = Grant) =>
        new(new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = grant, ["assertion"] = assertion ?? Sign() });

    private string Sign()
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Key);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = Start.UtcDateTime,
            Expires = (Start + Life).UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["scope"] = Scope },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.RsaSha256),
        });
    }
}
