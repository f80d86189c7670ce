using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Adapters.Tokens;

/// <summary>
/// The keys of all tokens; in Azure each is a Key Vault secret by reference. EC private keys on P-256, PKCS #8, base64;
/// symmetric keys 32 bytes, base64. There is no default: missing key material stops the start.
/// </summary>
internal sealed class TokenOptions
{
    /// <summary>Signs access tokens.</summary>
    [Required]
    public string AccessKey { get; init; } = "";

    /// <summary>Signed access tokens before the last change of keys; still accepted.</summary>
    public string? PreviousAccessKey { get; init; }

    /// <summary>Signs upload tokens.</summary>
    [Required]
    public string UploadKey { get; init; } = "";

    /// <summary>Signs the tokens in mailed links.</summary>
    [Required]
    public string MailKey { get; init; } = "";

    /// <summary>Derives the successor of a refresh secret.</summary>
    [Required]
    public string RefreshKey { get; init; } = "";

    /// <summary>Digests recovery codes.</summary>
    [Required]
    public string RecoveryKey { get; init; } = "";
}
