namespace Kpm.Core.Shared.Sealing;

/// <summary>What the store says of a person's key, without opening it.</summary>
/// <param name="Newest">The newest version; 0 when it was erased.</param>
/// <param name="ErasedTs">When it was erased, for ever; null while it lives.</param>
public sealed record UserKeyStanding(int Newest, Timestamp? ErasedTs);

/// <summary>The versions of a person's key: new ones seal, older ones open what was sealed before.</summary>
public interface IUserKeyVersions
{
    /// <summary>As it is in the store now; null when there never was a key.</summary>
    Task<UserKeyStanding?> FindAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Makes the version that follows the newest one. Nothing is done when there is this version, or a newer one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A version between would be left out.</exception>
    /// <exception cref="UserKeyMissingException">The key was erased.</exception>
    Task AddAsync(UserId owner, int version, CancellationToken cancellationToken);

    /// <summary>Destroys every version before this one, for ever: whatever has only wraps of them cannot be opened again. Nothing is done for somebody whose key was erased.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version: none would be left.</exception>
    Task DropOlderAsync(UserId owner, int version, CancellationToken cancellationToken);
}

/// <summary>How long copies of user keys live.</summary>
/// <param name="InMemory">How long any instance may go on using a key that it has read.</param>
/// <param name="LongestWork">The longest time that a request, a message or a timer is worked on: what it has read may be written as late.</param>
/// <param name="InBackups">How long a backup of the store of keys is kept.</param>
public sealed record UserKeyTimes(TimeSpan InMemory, TimeSpan LongestWork, TimeSpan InBackups);
