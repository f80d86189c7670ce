namespace Kpm.Core.Shared;

/// <summary>Stores one kind of aggregate: one document each, guarded by its stored version; state and events commit together.</summary>
public interface IRepository<TAggregate, TId>
    where TAggregate : class
    where TId : struct, IEntityId<TId>
{
    /// <summary>The aggregate, or null when there is none.</summary>
    Task<TAggregate?> FindAsync(TId id, CancellationToken cancellationToken);

    /// <summary>Stores a new aggregate. False when the id is taken; nothing is changed then.</summary>
    Task<bool> AddAsync(TAggregate aggregate, CancellationToken cancellationToken);

    /// <summary>Stores the changes of a loaded aggregate; does nothing when there are none.</summary>
    /// <exception cref="ConcurrencyConflictException">It was changed since it was loaded.</exception>
    Task SaveAsync(TAggregate aggregate, CancellationToken cancellationToken);
}

/// <summary>Another writer was faster. Whoever started the work loads and decides again, a bounded number of times.</summary>
public sealed class ConcurrencyConflictException : Exception
{
    public ConcurrencyConflictException() : base("The record was changed by another writer.")
    {
    }

    public ConcurrencyConflictException(string message) : base(message)
    {
    }

    public ConcurrencyConflictException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>Sends work to a queue; the work arrives at least once.</summary>
/// <typeparam name="TWork">A record that carries ids and codes only.</typeparam>
public interface IWorkQueue<TWork> where TWork : notnull
{
    /// <param name="workId">Identifies the work: a repeat with the same id inside the queue's duplicate window is dropped.</param>
    /// <param name="work">What is to be done.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EnqueueAsync(string workId, TWork work, CancellationToken cancellationToken);

    /// <summary>As many times <see cref="EnqueueAsync"/>, in fewer calls. When it fails, some of it may have been sent.</summary>
    /// <param name="works">Ids and works, in order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task EnqueueManyAsync(IReadOnlyList<(string WorkId, TWork Work)> works, CancellationToken cancellationToken);
}
