using System.Buffers.Text;
using System.Text.Json.Serialization;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.UseCases;
using Kpm.Functions.Adapters.Passkeys;

namespace Kpm.Functions.Users;

/// <summary>
/// What a registration asks of the authenticator, for <c>PublicKeyCredential.parseCreationOptionsFromJSON()</c>: the names are those of
/// Web Authentication (level 3, section 5.4).
/// </summary>
internal sealed record PasskeyCreationResponse
{
    [JsonPropertyName("rp")]
    public required RelyingParty Rp { get; init; }

    [JsonPropertyName("user")]
    public required Account User { get; init; }

    [JsonPropertyName("challenge")]
    public required string Challenge { get; init; }

    [JsonPropertyName("pubKeyCredParams")]
    public IReadOnlyList<Algorithm> PubKeyCredParams { get; } = [.. Fido2PasskeyVerifier.Algorithms.Select(algorithm => new Algorithm(PasskeyWords.PublicKey, (int)algorithm))];

    [JsonPropertyName("timeout")]
    public long Timeout { get; } = PasskeyWords.Timeout;

    [JsonPropertyName("excludeCredentials")]
    public required IReadOnlyList<Descriptor> ExcludeCredentials { get; init; }

    [JsonPropertyName("authenticatorSelection")]
    public Selection AuthenticatorSelection { get; } = new(PasskeyWords.Required, true, PasskeyWords.Required);

    [JsonPropertyName("attestation")]
    public string Attestation { get; } = "none";

    public static PasskeyCreationResponse Of(PasskeyRegistrationView view, PasskeyOptions options) => new()
    {
        Rp = new RelyingParty(options.RelyingPartyId, options.RelyingPartyName),
        User = new Account(Base64Url.EncodeToString(Fido2PasskeyVerifier.HandleOf(view.User)), view.Username, view.DisplayName),
        Challenge = view.Challenge,
        ExcludeCredentials = [.. view.Known.Select(known => new Descriptor(PasskeyWords.PublicKey, known.Credential, known.Transports))],
    };

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(PasskeyCreationResponse);

    internal sealed record RelyingParty([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("name")] string Name);

    internal sealed record Account([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("displayName")] string DisplayName)
    {
        /// <summary>Never the fields: they must not reach a log.</summary>
        public override string ToString() => nameof(Account);
    }

    internal sealed record Algorithm([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("alg")] int Alg);

    internal sealed record Descriptor([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("transports")] IReadOnlyList<string> Transports);

    internal sealed record Selection(
        [property: JsonPropertyName("residentKey")] string ResidentKey,
        [property: JsonPropertyName("requireResidentKey")] bool RequireResidentKey,
        [property: JsonPropertyName("userVerification")] string UserVerification);
}

/// <summary>
/// What a log-in asks of the authenticator, for <c>PublicKeyCredential.parseRequestOptionsFromJSON()</c> (Web Authentication, level 3, section 5.5).
/// It names no credential, so that it tells nothing of anybody.
/// </summary>
internal sealed record PasskeyRequestResponse
{
    [JsonPropertyName("challenge")]
    public required string Challenge { get; init; }

    [JsonPropertyName("timeout")]
    public long Timeout { get; } = PasskeyWords.Timeout;

    [JsonPropertyName("rpId")]
    public required string RpId { get; init; }

    [JsonPropertyName("allowCredentials")]
    public IReadOnlyList<string> AllowCredentials { get; } = [];

    [JsonPropertyName("userVerification")]
    public string UserVerification { get; } = PasskeyWords.Required;

    public static PasskeyRequestResponse Of(PasskeyChallenge challenge, PasskeyOptions options) => new() { Challenge = challenge.Challenge, RpId = options.RelyingPartyId };

    /// <summary>Never the challenge: it must not reach a log.</summary>
    public override string ToString() => nameof(PasskeyRequestResponse);
}

/// <summary>Words and figures of Web Authentication that both have.</summary>
internal static class PasskeyWords
{
    public const string PublicKey = "public-key";
    public const string Required = "required";

    public static long Timeout => (long)PasskeyChallenge.Lifetime.TotalMilliseconds;
}
