using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Adds and drops versions in a person's document, which is replaced only as it was read: an erased key does not come back.</summary>
public sealed class UserKeyVersions(IUserKeyStore store, UserKeyWrapping wrapping) : IUserKeyVersions
{
    public async Task<UserKeyStanding?> FindAsync(UserId owner, CancellationToken cancellationToken) =>
        await store.FindAsync(owner, cancellationToken) is { } stored ? new UserKeyStanding(stored.Newest, stored.ErasedTs) : null;

    public async Task AddAsync(UserId owner, int version, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await store.FindAsync(owner, cancellationToken);
            if (stored?.ErasedTs is not null) throw new UserKeyMissingException();
            if (stored?.Newest >= version) return;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(version, (stored?.Newest ?? 0) + 1);
            var made = await wrapping.MakeAsync(version, cancellationToken);

            // It must open before anything is sealed under it.
            (await wrapping.OpenAsync(owner, made, cancellationToken)).Dispose();
            var isStored = stored is null
                ? await store.TryCreateAsync(owner, made, cancellationToken)
                : await store.TryReplaceAsync(owner, stored, stored.Versions.Add(made), cancellationToken);
            if (isStored) return;
        }
    }

    public async Task DropOlderAsync(UserId owner, int version, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(owner, cancellationToken) is { ErasedTs: null } stored)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(version, stored.Newest);
            var kept = stored.Versions.RemoveAll(key => key.Version < version);
            if (kept.Length == stored.Versions.Length || await store.TryReplaceAsync(owner, stored, kept, cancellationToken)) return;
        }
    }
}
