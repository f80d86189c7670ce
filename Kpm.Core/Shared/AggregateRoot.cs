using System.Globalization;

namespace Kpm.Core.Shared;

/// <summary>
/// A consistency boundary: loaded, changed by behaviour and saved as one document together with the events it raised.
/// Two aggregates are equal when they are of one type and have one id.
/// </summary>
public abstract class AggregateRoot<TId, TState> : IEquatable<AggregateRoot<TId, TState>>
    where TId : struct, IEntityId<TId>
    where TState : AggregateState
{
    private readonly List<DomainEvent> _raised = [];
    private bool _isRewrapped;
    private bool _isNoted;

    /// <summary>A new aggregate: version 0 until its first change is recorded.</summary>
    protected AggregateRoot(TId id, TState state) : this(id, state, 0)
    {
    }

    /// <summary>An aggregate as it was stored.</summary>
    protected AggregateRoot(TId id, TState state, long version)
    {
        Id = id;
        State = state;
        Version = version;
        StoredVersion = version;
    }

    public TId Id { get; }

    public TState State { get; private set; }

    /// <summary>Counts domain changes; the HTTP <c>ETag</c>.</summary>
    public long Version { get; private set; }

    /// <summary>The version that the store holds; 0 when it holds none.</summary>
    public long StoredVersion { get; }

    /// <summary>Whether there is something to store: a change, other wraps, or a note.</summary>
    public bool HasChanged => Version != StoredVersion || _isRewrapped || _isNoted;

    /// <summary>The events raised since the aggregate was loaded, oldest first.</summary>
    public IReadOnlyList<DomainEvent> RaisedEvents => _raised;

    /// <summary>Replaces the state, raises the version by one and records what happened: now, unless an event names its own time.</summary>
    protected void Change(TState next, Timestamp at, params ReadOnlySpan<DomainEvent> events)
    {
        State = next;
        Version++;
        foreach (var raised in events)
        {
            _raised.Add(raised with
            {
                EventId = string.Create(CultureInfo.InvariantCulture, $"{Id}.{Version}.{_raised.Count}"),
                AggregateId = Id.ToString()!,
                At = raised.At == default ? at : raised.At,
            });
        }
    }

    /// <summary>Replaces the wraps of what is sealed. For the domain nothing has happened: the version stays, and there is no event.</summary>
    protected void Rewrap(TState next)
    {
        State = next;
        _isRewrapped = true;
    }

    /// <summary>Notes something that nobody sees who sees the aggregate: the version stays, and there is no event. It is stored, and guarded, like a change.</summary>
    protected void Note(TState next)
    {
        State = next;
        _isNoted = true;
    }

    /// <summary>The modification times with these fields marked as changed.</summary>
    protected System.Collections.Immutable.ImmutableSortedDictionary<string, Timestamp> Modified(Timestamp at, params ReadOnlySpan<string> fields)
    {
        var modified = State.ModifiedTs;
        foreach (var field in fields) modified = modified.SetItem(field, at);
        return modified;
    }

    public bool Equals(AggregateRoot<TId, TState>? other) => other is not null && other.GetType() == GetType() && other.Id.Equals(Id);

    public override bool Equals(object? obj) => Equals(obj as AggregateRoot<TId, TState>);

    public override int GetHashCode() => HashCode.Combine(GetType(), Id);
}
