using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Kpm.Functions.Shared;

namespace Kpm.Functions.Adapters.SendGrid;

/// <summary>Access to the mail service.</summary>
internal sealed class SendGridOptions : IValidatableObject
{
    /// <summary>In Azure a Key Vault secret by reference.</summary>
    [Required]
    public string ApiKey { get; init; } = "";

    /// <summary>The public key of the signed event webhook: SubjectPublicKeyInfo in DER, Base64, as SendGrid shows it.</summary>
    [Required]
    public string WebhookKey { get; init; } = "";

    /// <summary>Another base address than SendGrid's own; only the local cloud sets it.</summary>
    [Required]
    public string Host { get; init; } = "https://api.sendgrid.com";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!SafeAddress.Is(Host)) yield return new ValidationResult("An absolute HTTPS address is expected.", [nameof(Host)]);
        if (!IsKey()) yield return new ValidationResult("A public EC key is expected: SubjectPublicKeyInfo in DER, Base64.", [nameof(WebhookKey)]);
    }

    /// <summary>The key that tells whether events are signed; the caller disposes it.</summary>
    public ECDsa OpenWebhookKey()
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(WebhookKey), out _);
        return key;
    }

    private bool IsKey()
    {
        try
        {
            using var key = OpenWebhookKey();
            return true;
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
