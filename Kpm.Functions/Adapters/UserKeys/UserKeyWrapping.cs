using System.Security.Cryptography;
using Azure.Core.Cryptography;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Functions.Telemetry;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Wraps user keys under the vault's key and opens the wraps. Every wrap and every opening is an operation of the vault, which records it, and every opening is counted for the person before it is done.</summary>
public sealed class UserKeyWrapping(IKeyEncryptionKeyResolver resolver, IKeyEncryptionKeyLocator locator, IUnwrapLedger ledger, TimeProvider time)
{
    private const string Algorithm = "RSA-OAEP-256";
    private const int KeySize = 32;

    /// <summary>Identifier, with version, of the vault's key that wraps now.</summary>
    public Task<string> CurrentKeyIdAsync(CancellationToken cancellationToken) => locator.GetCurrentKeyIdAsync(cancellationToken);

    /// <summary>A fresh random user key, wrapped.</summary>
    public async Task<WrappedUserKey> MakeAsync(int version, CancellationToken cancellationToken)
    {
        var plain = RandomNumberGenerator.GetBytes(KeySize);
        try
        {
            return await WrapAsync(plain, version, Timestamp.From(time.GetUtcNow()), cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>The user key inside; the caller disposes it.</summary>
    /// <exception cref="SealBrokenException">It was wrapped by another algorithm.</exception>
    public async Task<UserKey> OpenAsync(UserId owner, WrappedUserKey wrapped, CancellationToken cancellationToken)
    {
        var plain = await UnwrapAsync(owner, wrapped, cancellationToken);
        try
        {
            return UserKey.From(owner, wrapped.Version, plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>The same user key under the vault's current key. The new wrap was opened and compared: it may take the place of the only one there is.</summary>
    /// <exception cref="SealBrokenException">It was wrapped by another algorithm, or the new wrap does not open to the same key.</exception>
    public async Task<WrappedUserKey> RenewAsync(UserId owner, WrappedUserKey wrapped, CancellationToken cancellationToken)
    {
        byte[] plain = [], opened = [];
        try
        {
            plain = await UnwrapAsync(owner, wrapped, cancellationToken);
            var renewed = await WrapAsync(plain, wrapped.Version, wrapped.CreatedTs, cancellationToken);
            opened = await UnwrapAsync(owner, renewed, cancellationToken);
            return CryptographicOperations.FixedTimeEquals(plain, opened) ? renewed : throw new SealBrokenException("The new wrap does not open to the same user key.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(opened);
        }
    }

    private async Task<WrappedUserKey> WrapAsync(byte[] plain, int version, Timestamp createdTs, CancellationToken cancellationToken)
    {
        var keyEncryptionKey = await resolver.ResolveAsync(await CurrentKeyIdAsync(cancellationToken), cancellationToken);
        RequireVersion(keyEncryptionKey.KeyId);
        var wrapped = await keyEncryptionKey.WrapKeyAsync(Algorithm, plain, cancellationToken);
        return new WrappedUserKey(version, [.. wrapped], keyEncryptionKey.KeyId, Algorithm, createdTs);
    }

    private async Task<byte[]> UnwrapAsync(UserId owner, WrappedUserKey wrapped, CancellationToken cancellationToken)
    {
        // The algorithm is not the document's to choose.
        if (wrapped.Algorithm != Algorithm) throw new SealBrokenException("The user key is wrapped by another algorithm.");
        var keyEncryptionKey = await resolver.ResolveAsync(wrapped.KeyEncryptionKeyId, cancellationToken);
        await ledger.CountAsync(owner, cancellationToken);
        var plain = await keyEncryptionKey.UnwrapKeyAsync(Algorithm, wrapped.WrappedKey.AsMemory(), cancellationToken);
        KpmMeter.Unwrapped();
        return plain;
    }

    /// <summary>Without its version the key could not be told from its successor after a rotation.</summary>
    private static void RequireVersion(string keyId)
    {
        var path = new Uri(keyId).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is not ["keys", _, _]) throw new InvalidOperationException("The identifier of the key encryption key has no version.");
    }
}
