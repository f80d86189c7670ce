namespace Kpm.Core.Shared.Sealing;

/// <summary>How much one version of the vault's key wraps.</summary>
/// <param name="Key">Identifier of the vault's key with its version.</param>
/// <param name="UserKeys">How many user keys, each of their versions counted.</param>
/// <param name="IsCurrent">Whether it is the version that wraps new user keys.</param>
public sealed record VaultKeyUse(string Key, int UserKeys, bool IsCurrent);

/// <summary>The wraps of all user keys under the vault's key.</summary>
public interface IUserKeyWraps
{
    /// <summary>Some of the people who have, or had, a key.</summary>
    Task<IdPage<UserId>> ReadAsync(string? continuation, CancellationToken cancellationToken);

    /// <summary>
    /// Wraps every version of the person's key under the current version of the vault's key. What is wrapped so already stays, and nothing
    /// is done for somebody without a key. The user key itself is the same as before.
    /// </summary>
    Task RenewAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>What each version of the vault's key wraps, those that wrap nothing left out but for the current one. Reads every document.</summary>
    Task<IReadOnlyList<VaultKeyUse>> CountAsync(CancellationToken cancellationToken);
}
