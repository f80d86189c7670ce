using System.Runtime.CompilerServices;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Stores immutable states with their versions and refuses a change of a state that it does not hold any more, like the real one.</summary>
public class InMemoryRepository<TAggregate, TId, TState>(Func<TId, TState, long, TAggregate> load) : IRepository<TAggregate, TId>
    where TAggregate : AggregateRoot<TId, TState>
    where TId : struct, IEntityId<TId>
    where TState : AggregateState
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TId, (TState State, long Version)> _stored = [];
    private readonly ConditionalWeakTable<TAggregate, TState> _loaded = [];
    private readonly List<DomainEvent> _events = [];
    private int _conflictsToCome;

    /// <summary>Awaited before every access; a test may let other work go first here.</summary>
    public Func<Task> BeforeAccess { get; set; } = () => Task.CompletedTask;

    /// <summary>All events that were committed, oldest first.</summary>
    public IReadOnlyList<DomainEvent> Events
    {
        get
        {
            lock (_lock) return [.. _events];
        }
    }

    /// <summary>The events after the first so many.</summary>
    public IReadOnlyList<DomainEvent> EventsAfter(int seen)
    {
        lock (_lock) return seen < _events.Count ? _events[seen..] : [];
    }

    public IReadOnlyList<TAggregate> All
    {
        get
        {
            lock (_lock) return [.. _stored.Keys.Select(Load)];
        }
    }

    public int Reads { get; private set; }

    public int Writes { get; private set; }

    /// <summary>The aggregate as stored, without counting a read; null when there is none.</summary>
    public TAggregate? Peek(TId id)
    {
        lock (_lock) return _stored.ContainsKey(id) ? Load(id) : null;
    }

    /// <summary>The aggregate as stored, without counting a read.</summary>
    public TAggregate this[TId id]
    {
        get
        {
            lock (_lock) return Load(id);
        }
    }

    /// <summary>Lets the next changes fail as if another writer had been faster.</summary>
    public void FailNextSaves(int count) => _conflictsToCome = count;

    public void Put(TAggregate aggregate)
    {
        lock (_lock) Commit(aggregate);
    }

    public async Task<TAggregate?> FindAsync(TId id, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        lock (_lock)
        {
            Reads++;
            if (!_stored.TryGetValue(id, out var stored)) return null;
            var found = Load(id);
            _loaded.Add(found, stored.State);
            return found;
        }
    }

    public async Task<bool> AddAsync(TAggregate aggregate, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        lock (_lock)
        {
            if (_stored.ContainsKey(aggregate.Id)) return false;
            Commit(aggregate);
            return true;
        }
    }

    public async Task SaveAsync(TAggregate aggregate, CancellationToken cancellationToken)
    {
        if (!aggregate.HasChanged) return;
        await BeforeAccess();
        lock (_lock)
        {
            if (_conflictsToCome-- > 0 || IsStale(aggregate)) throw new ConcurrencyConflictException();
            Commit(aggregate);
        }
    }

    private TAggregate Load(TId id) => load(id, _stored[id].State, _stored[id].Version);

    /// <summary>Other wraps of the same version are another state, too.</summary>
    private bool IsStale(TAggregate aggregate) =>
        _stored[aggregate.Id].Version != aggregate.StoredVersion || (_loaded.TryGetValue(aggregate, out var state) && !ReferenceEquals(state, _stored[aggregate.Id].State));

    private void Commit(TAggregate aggregate)
    {
        Writes++;
        _stored[aggregate.Id] = (aggregate.State, aggregate.Version);
        _events.AddRange(aggregate.RaisedEvents);
    }
}
