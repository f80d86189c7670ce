using System.Collections.Immutable;
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

    /// <summary>Replaces the versions. False, and nothing is changed, when the document is not any more as it was read.</summary>
    /// <param name="owner">Whose keys.</param>
    /// <param name="current">The document as <see cref="FindAsync"/> gave it; not one of an erased person.</param>
    /// <param name="versions">What takes the place of its versions.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<bool> TryReplaceAsync(UserId owner, StoredUserKeys current, ImmutableArray<WrappedUserKey> versions, CancellationToken cancellationToken);

    /// <summary>Replaces whatever there is, or nothing, by the mark that it was erased. A mark that is there stays: a certificate names its time.</summary>
    Task EraseAsync(UserId owner, Timestamp at, CancellationToken cancellationToken);

    /// <summary>The people who have a document, some at a time. Who gets one meanwhile may be left out.</summary>
    Task<IdPage<UserId>> PageAsync(string? continuation, CancellationToken cancellationToken);

    /// <summary>By which key of the vault each stored version is wrapped, in no order. Reads every document.</summary>
    IAsyncEnumerable<string> KeyEncryptionKeyIdsAsync(CancellationToken cancellationToken);
}
