using System.Security.Cryptography;
using Azure.Core.Cryptography;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>User keys that are stored wrapped by a key of the vault, and kept unwrapped in memory for a short while.</summary>
/// <remarks>
/// The wraps are made and opened by the vault, which records both. A vault allows about 1,000 RSA-3072 operations in 10 seconds
/// (https://learn.microsoft.com/azure/key-vault/general/service-limits), so a read that finds its key in memory asks neither vault nor store.
/// </remarks>
public sealed class KeyVaultUserKeys : IUserKeys, IDisposable
{
    private const string Algorithm = "RSA-OAEP-256";
    private const int KeySize = 32;

    private readonly IUserKeyStore _store;
    private readonly IKeyEncryptionKeyResolver _resolver;
    private readonly IKeyEncryptionKeyLocator _locator;
    private readonly TimeProvider _time;
    private readonly UserKeyCache _cache;

    public KeyVaultUserKeys(
        IUserKeyStore store, IKeyEncryptionKeyResolver resolver, IKeyEncryptionKeyLocator locator, TimeProvider time, UserKeyCacheOptions options)
    {
        _store = store;
        _resolver = resolver;
        _locator = locator;
        _time = time;
        _cache = new UserKeyCache(options, time, LoadAsync);
    }

    public async Task<UserKey> GetAsync(UserId owner, CancellationToken cancellationToken) =>
        await _cache.FindAsync(owner, null, cancellationToken) ?? throw new UserKeyMissingException();

    public async Task<UserKey> GetAsync(UserId owner, int version, CancellationToken cancellationToken)
    {
        if (await _cache.FindAsync(owner, version, cancellationToken) is { } key) return key;

        // Another instance may have rotated the key since it was read here.
        _cache.Evict(owner);
        return await _cache.FindAsync(owner, version, cancellationToken) ?? throw new UserKeyMissingException();
    }

    public async Task<UserKey> GetOrCreateAsync(UserId owner, CancellationToken cancellationToken)
    {
        if (await _cache.FindAsync(owner, null, cancellationToken) is { } key) return key;

        // Whether this or another creator was first, what is stored counts. Reading it back also proves that it unwraps before anything is sealed under it.
        await TryCreateAsync(owner, cancellationToken);
        return await GetAsync(owner, cancellationToken);
    }

    public async Task EraseAsync(UserId owner, CancellationToken cancellationToken)
    {
        await _store.EraseAsync(owner, Timestamp.From(_time.GetUtcNow()), cancellationToken);

        // After the write: a load that read the key before it cannot put it back.
        _cache.Evict(owner);
    }

    /// <summary>Zeroes every key that is kept.</summary>
    public void Dispose() => _cache.Dispose();

    private async Task TryCreateAsync(UserId owner, CancellationToken cancellationToken)
    {
        var keyId = await _locator.GetCurrentKeyIdAsync(cancellationToken);
        var keyEncryptionKey = await _resolver.ResolveAsync(keyId, cancellationToken);
        RequireVersion(keyEncryptionKey.KeyId);
        var plain = RandomNumberGenerator.GetBytes(KeySize);
        try
        {
            var wrapped = await keyEncryptionKey.WrapKeyAsync(Algorithm, plain, cancellationToken);
            var first = new WrappedUserKey(1, [.. wrapped], keyEncryptionKey.KeyId, Algorithm, Timestamp.From(_time.GetUtcNow()));
            await _store.TryCreateAsync(owner, first, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private async Task<UserKeyRing?> LoadAsync(UserId owner)
    {
        var stored = await _store.FindAsync(owner, CancellationToken.None);
        if (stored is null) return null;
        if (stored.ErasedTs is not null) throw new UserKeyMissingException();
        return new UserKeyRing(await Task.WhenAll(stored.Versions.Select(wrapped => UnwrapAsync(owner, wrapped))));
    }

    private async Task<UserKey> UnwrapAsync(UserId owner, WrappedUserKey wrapped)
    {
        // The algorithm is not the document's to choose.
        if (wrapped.Algorithm != Algorithm) throw new SealBrokenException("The user key is wrapped by another algorithm.");
        var keyEncryptionKey = await _resolver.ResolveAsync(wrapped.KeyEncryptionKeyId, CancellationToken.None);
        var plain = await keyEncryptionKey.UnwrapKeyAsync(Algorithm, wrapped.WrappedKey.AsMemory(), CancellationToken.None);
        try
        {
            return UserKey.From(owner, wrapped.Version, plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Without its version the key could not be told from its successor after a rotation.</summary>
    private static void RequireVersion(string keyId)
    {
        var path = new Uri(keyId).AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is not ["keys", _, _]) throw new InvalidOperationException("The identifier of the key encryption key has no version.");
    }
}
