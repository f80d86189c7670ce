using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Adapters.SendGrid;

/// <summary>Access to the mail service.</summary>
internal sealed class SendGridOptions
{
    /// <summary>In Azure a Key Vault secret by reference.</summary>
    [Required]
    public string ApiKey { get; init; } = "";

    /// <summary>The public key of the signed event webhook: SubjectPublicKeyInfo in DER, Base64, as SendGrid shows it.</summary>
    [Required, Base64String]
    public string WebhookKey { get; init; } = "";

    /// <summary>Another base address than SendGrid's own; only the local cloud sets it.</summary>
    public string? Host { get; init; }
}
