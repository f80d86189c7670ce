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
    /// <param name="person">Whose history it is.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="head">The head that it follows. When that is to be signed goes over to the new one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the head was changed since it was read.</returns>
    Task<bool> TryAppendAsync(UserId person, HistoryEntry entry, HistoryHead head, CancellationToken cancellationToken);

    /// <summary>The head was signed. Nothing changes when another is the head since.</summary>
    Task MarkSignedAsync(UserId person, HistoryHead head, CancellationToken cancellationToken);

    /// <summary>One entry; null when there is none of this id.</summary>
    Task<HistoryEntry?> FindAsync(UserId person, HistoryEntryId entry, CancellationToken cancellationToken);

    /// <summary>The entries from one place of the chain to another, both included.</summary>
    Task<IReadOnlyList<HistoryEntry>> RangeAsync(UserId person, long first, long last, CancellationToken cancellationToken);

    /// <summary>One page of the entries in the order of the chain, or against it.</summary>
    Task<Page<HistoryEntry>> PageAsync(UserId person, PageRequest page, CancellationToken cancellationToken);

    /// <summary>All entries in the order of the chain, as they are asked for.</summary>
    IAsyncEnumerable<HistoryEntry> ReadAsync(UserId person, CancellationToken cancellationToken);

    /// <summary>Wraps the entries of a person under the new version of their key. Nothing else changes, so every hash stays.</summary>
    /// <returns>How many were under an older one; an entry that changes meanwhile may be left.</returns>
    Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken);
}
