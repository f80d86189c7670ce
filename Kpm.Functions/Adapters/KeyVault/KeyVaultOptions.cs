using System.ComponentModel.DataAnnotations;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>Where the key encryption key is, and the key that signs.</summary>
internal sealed class KeyVaultOptions
{
    [Required, Url]
    public string Uri { get; init; } = "";

    [Required]
    public string KeyName { get; init; } = "kek";

    /// <summary>The key that signs receipts, ends of histories and certificates.</summary>
    [Required]
    public string SigningKeyName { get; init; } = "receipts";

    /// <summary>The PEM file of the local vault's certificate; only the local cloud sets it.</summary>
    public string? LocalCertificate { get; init; }
}
