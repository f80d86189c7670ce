using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Kpm.Functions.Shared;

namespace Kpm.Functions.Adapters.Fcm;

/// <summary>Access to Firebase Cloud Messaging: the fields of a service account's key file. Without any of them no push message is sent.</summary>
internal sealed class FcmOptions : IValidatableObject
{
    public string? ProjectId { get; init; }

    public string? ClientEmail { get; init; }

    /// <summary>In PEM; line ends may be written as <c>\n</c>. In Azure a Key Vault secret by reference.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Where access tokens are handed out.</summary>
    [Required]
    public string TokenUri { get; init; } = "https://oauth2.googleapis.com/token";

    /// <summary>Another base address than Google's own; only the local cloud sets it.</summary>
    [Required]
    public string Host { get; init; } = "https://fcm.googleapis.com";

    public bool IsConfigured => Credentials.Any(IsGiven);

    private string?[] Credentials => [ProjectId, ClientEmail, PrivateKey];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!SafeAddress.Is(TokenUri)) yield return new ValidationResult("An absolute HTTPS address is expected.", [nameof(TokenUri)]);
        if (!SafeAddress.Is(Host)) yield return new ValidationResult("An absolute HTTPS address is expected.", [nameof(Host)]);
        if (!IsConfigured) yield break;
        if (!Credentials.All(IsGiven)) yield return new ValidationResult("All of them or none are expected.", [nameof(ProjectId), nameof(ClientEmail), nameof(PrivateKey)]);
        else if (!IsKey()) yield return new ValidationResult("A private RSA key in PEM is expected.", [nameof(PrivateKey)]);
    }

    /// <summary>The key that signs; the caller disposes it.</summary>
    public RSA OpenKey()
    {
        var key = RSA.Create();
        key.ImportFromPem(PrivateKey!.Replace("\\n", "\n", StringComparison.Ordinal));
        return key;
    }

    private bool IsKey()
    {
        try
        {
            using var key = OpenKey();
            return key.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    private static bool IsGiven(string? value) => !string.IsNullOrWhiteSpace(value);
}
