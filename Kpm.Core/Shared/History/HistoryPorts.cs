namespace Kpm.Core.Shared.History;

/// <summary>Writes the histories of people.</summary>
public interface IHistory
{
    /// <summary>
    /// Appends a step to the history of a person. Nothing changes when the cause has its step there already, or when the person's key was
    /// erased: there is nobody left to tell it to.
    /// </summary>
    /// <exception cref="ConcurrencyConflictException">Others appended meanwhile, again and again.</exception>
    Task AppendAsync(UserId person, HistoryStep step, CancellationToken cancellationToken);
}

/// <summary>Stores histories, one partition per person: its entries, and one head.</summary>
public interface IHistoryStore
{
    /// <summary>Where the history of a person ends; null when there is no entry.</summary>
    Task<HistoryHead?> FindHeadAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Stores an entry and makes it the head, both or neither. Nothing changes when the entry is there already.</summary>
    /// <returns>False when the head was changed since it was read.</returns>
    Task<bool> TryAppendAsync(UserId person, HistoryEntry entry, HistoryHead head, CancellationToken cancellationToken);

    /// <summary>One page of the entries in the order of the chain, or against it.</summary>
    Task<Page<HistoryEntry>> PageAsync(UserId person, PageRequest page, CancellationToken cancellationToken);

    /// <summary>All entries in the order of the chain, as they are asked for.</summary>
    IAsyncEnumerable<HistoryEntry> ReadAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Wraps the entries of a person under the new version of their key. Nothing else changes, so every hash stays.</summary>
    /// <returns>How many were under an older one; an entry that changes meanwhile may be left.</returns>
    Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken);
}
