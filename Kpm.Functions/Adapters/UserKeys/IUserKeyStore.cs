using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>
/// Stores the wrapped keys of each person as one document, or the mark that they were erased.
/// It is one document so that creating and erasing meet in one write: no reader of an old replica can bring an erased key back.
/// </summary>
public interface IUserKeyStore
{
    /// <summary>The person's document, or null when there never was one.</summary>
    Task<StoredUserKeys?> FindAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Stores the first version. False, and nothing is changed, when the person has keys or was erased.</summary>
    Task<bool> TryCreateAsync(UserId owner, WrappedUserKey first, CancellationToken cancellationToken);

    /// <summary>Replaces whatever there is, or nothing, by the mark that it was erased.</summary>
    Task EraseAsync(UserId owner, Timestamp at, CancellationToken cancellationToken);
}
