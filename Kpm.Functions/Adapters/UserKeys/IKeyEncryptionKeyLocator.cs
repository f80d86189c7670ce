namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Tells which key of the vault wraps new user keys.</summary>
public interface IKeyEncryptionKeyLocator
{
    /// <summary>Identifier of the key with its version: <c>https://{vault}/keys/{name}/{version}</c>.</summary>
    Task<string> GetCurrentKeyIdAsync(CancellationToken cancellationToken);
}
