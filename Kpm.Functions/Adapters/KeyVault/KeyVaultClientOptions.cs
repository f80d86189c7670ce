using Azure.Core;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>Settings of the Key Vault client. Retries, time-outs and logging are those of <see cref="ClientOptions"/>.</summary>
public sealed class KeyVaultClientOptions : ClientOptions
{
    /// <summary>The Key Vault API version. Source: learn.microsoft.com/rest/api/keyvault.</summary>
    public string ApiVersion { get; init; } = "7.6";

    /// <summary>
    /// Allows a vault on this machine: a loopback address, whose server certificate must be the one in <see cref="LocalCertificatePath"/>.
    /// Off by default; never on in Azure.
    /// </summary>
    public bool AllowLocalVault { get; init; }

    /// <summary>The PEM file with the only certificate that a local vault may show.</summary>
    public string? LocalCertificatePath { get; init; }
}
