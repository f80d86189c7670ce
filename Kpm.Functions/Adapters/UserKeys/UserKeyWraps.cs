using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Moves user keys from older versions of the vault's key to the current one.</summary>
/// <remarks>Each person's document is replaced only as it was read, so a key that is erased or rotated meanwhile is not brought back.</remarks>
public sealed class UserKeyWraps(IUserKeyStore store, UserKeyWrapping wrapping) : IUserKeyWraps
{
    public Task<IdPage<UserId>> ReadAsync(string? continuation, CancellationToken cancellationToken) => store.PageAsync(continuation, cancellationToken);

    public async Task RenewAsync(UserId owner, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(owner, cancellationToken) is { Versions.IsEmpty: false } stored)
        {
            var current = await wrapping.CurrentKeyIdAsync(cancellationToken);
            if (stored.Versions.All(IsCurrent)) return;
            var versions = stored.Versions.ToBuilder();
            for (var i = 0; i < versions.Count; i++)
                if (!IsCurrent(versions[i])) versions[i] = await wrapping.RenewAsync(owner, versions[i], cancellationToken);
            if (await store.TryReplaceAsync(owner, stored, versions.ToImmutable(), cancellationToken)) return;

            bool IsCurrent(WrappedUserKey wrapped) => string.Equals(wrapped.KeyEncryptionKeyId, current, StringComparison.OrdinalIgnoreCase);
        }
    }

    public async Task<IReadOnlyList<VaultKeyUse>> CountAsync(CancellationToken cancellationToken)
    {
        var current = await wrapping.CurrentKeyIdAsync(cancellationToken);
        var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { [current] = 0 };
        await foreach (var key in store.KeyEncryptionKeyIdsAsync(cancellationToken)) counts[key] = counts.GetValueOrDefault(key) + 1;
        return [.. counts.Select(count => new VaultKeyUse(count.Key, count.Value, string.Equals(count.Key, current, StringComparison.OrdinalIgnoreCase))).OrderBy(use => use.Key, StringComparer.Ordinal)];
    }
}
