using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Kpm.Functions.Adapters.Passkeys;

/// <summary>Who passkeys are for (the relying party of Web Authentication). A change of the id makes every passkey useless.</summary>
internal sealed partial class PasskeyOptions : IValidatableObject
{
    /// <summary>The domain that passkeys belong to, for example <c>keepem.app</c>; its subdomains may use them.</summary>
    [Required]
    public string RelyingPartyId { get; init; } = "";

    /// <summary>What people are shown.</summary>
    [Required]
    public string RelyingPartyName { get; init; } = "Keepem";

    /// <summary>
    /// Where passkeys may be used, separated by commas: origins of web pages below the domain, such as <c>https://keepem.app</c>, and of Android apps,
    /// such as <c>android:apk-key-hash:…</c>.
    /// </summary>
    [Required]
    public string Origins { get; init; } = "";

    public IReadOnlySet<string> AllOrigins => Origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var origin in AllOrigins.Where(origin => !AndroidOrigin().IsMatch(origin) && !IsOfDomain(origin)))
            yield return new ValidationResult($"'{origin}' is neither an origin of '{RelyingPartyId}' nor of an Android app.", [nameof(Origins)]);
    }

    /// <summary>Browsers allow passkeys on pages with TLS, and on localhost.</summary>
    private bool IsOfDomain(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin)
        && origin.GetLeftPart(UriPartial.Authority) == text
        && (origin.Scheme == Uri.UriSchemeHttps || (origin.Scheme == Uri.UriSchemeHttp && origin.Host == "localhost"))
        && (origin.Host == RelyingPartyId || origin.Host.EndsWith($".{RelyingPartyId}", StringComparison.Ordinal));

    [GeneratedRegex("^android:apk-key-hash:[A-Za-z0-9_-]{43}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AndroidOrigin();
}
