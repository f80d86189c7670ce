using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>User keys that are stored wrapped by a key of the vault, and kept unwrapped in memory for a short while.</summary>
/// <remarks>
/// A vault allows about 1,000 RSA-3072 operations in 10 seconds (https://learn.microsoft.com/azure/key-vault/general/service-limits), so a
/// read that finds its key in memory asks neither vault nor store.
/// </remarks>
public sealed class KeyVaultUserKeys : IUserKeys, IDisposable
{
    private readonly IUserKeyStore _store;
    private readonly UserKeyWrapping _wrapping;
    private readonly TimeProvider _time;
    private readonly UserKeyCache _cache;

    public KeyVaultUserKeys(IUserKeyStore store, UserKeyWrapping wrapping, TimeProvider time, UserKeyCacheOptions options)
    {
        _store = store;
        _wrapping = wrapping;
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
        await _store.TryCreateAsync(owner, await _wrapping.MakeAsync(1, cancellationToken), cancellationToken);

        // A load that another caller began before the write still finds nothing: nobody may join it from here on.
        _cache.Evict(owner);
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

    private async Task<UserKeyRing?> LoadAsync(UserId owner)
    {
        var stored = await _store.FindAsync(owner, CancellationToken.None);
        if (stored is null) return null;
        if (stored.ErasedTs is not null) throw new UserKeyMissingException();
        return new UserKeyRing(await Task.WhenAll(stored.Versions.Select(wrapped => _wrapping.OpenAsync(owner, wrapped, CancellationToken.None))));
    }
}
