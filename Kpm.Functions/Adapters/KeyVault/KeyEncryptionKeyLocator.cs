using Kpm.Functions.Adapters.UserKeys;
using Kpm.Functions.Shared;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>The current version of the key encryption key. Asked for only when a new user key is made.</summary>
internal sealed class KeyEncryptionKeyLocator(KeyVaultCurrentKey current, IOptions<KeyVaultOptions> options) : IKeyEncryptionKeyLocator
{
    public Task<string> GetCurrentKeyIdAsync(CancellationToken cancellationToken) => current.GetCurrentKeyIdAsync(options.Value.KeyName, cancellationToken);
}

/// <summary>The key vault.</summary>
internal sealed class KeyVaultDependency(IKeyEncryptionKeyLocator locator) : IDependency
{
    public string Name => "Key Vault";

    public Task ProbeAsync(CancellationToken cancellationToken) => locator.GetCurrentKeyIdAsync(cancellationToken);
}
