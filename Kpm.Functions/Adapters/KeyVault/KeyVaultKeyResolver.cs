using Azure.Core.Cryptography;

namespace Kpm.Functions.Adapters.KeyVault;

/// <summary>
/// Gives the Key Vault key for a key id. It stands where the official <c>Azure.Security.KeyVault.Keys.Cryptography.KeyResolver</c> could stand:
/// both implement <see cref="IKeyEncryptionKeyResolver"/>, so one registration decides. Resolving makes no call.
/// Source: learn.microsoft.com/rest/api/keyvault/keys/wrap-key and /unwrap-key.
/// </summary>
/// <param name="connection">The vault whose token is used. Key ids of its cloud are accepted, others are refused before anything is sent.</param>
public sealed class KeyVaultKeyResolver(KeyVaultConnection connection) : IKeyEncryptionKeyResolver
{
    /// <summary>The key for an id with version.</summary>
    /// <exception cref="ArgumentException">Not a key id with version, or one outside the vault's cloud.</exception>
    public IKeyEncryptionKey Resolve(string keyId, CancellationToken cancellationToken = default)
    {
        var id = KeyIdentifier.Parse(keyId);
        return KeyVaultHost.SameTrust(connection.Vault, id) ? new KeyVaultKeyEncryptionKey(connection, id) : throw new ArgumentException("The key id names a foreign host.", nameof(keyId));
    }

    /// <inheritdoc cref="Resolve"/>
    public Task<IKeyEncryptionKey> ResolveAsync(string keyId, CancellationToken cancellationToken = default) => Task.FromResult(Resolve(keyId, cancellationToken));
}
