using System.Collections.Immutable;

namespace Kpm.Core.Shared;

/// <summary>Where an aggregate stands in its life. Active and pending are visible; inactive and removed are final.</summary>
public enum Lifecycle
{
    Pending,
    Active,
    Inactive,
    Removed,
}

/// <summary>The stored part of an aggregate: immutable, replaced as a whole by behaviour.</summary>
public abstract record AggregateState
{
    public required Timestamp CreatedTs { get; init; }

    /// <summary>Per field: when it last changed.</summary>
    public ImmutableSortedDictionary<string, Timestamp> ModifiedTs { get; init; } = ImmutableSortedDictionary.Create<string, Timestamp>(StringComparer.Ordinal);

    public Lifecycle Lifecycle { get; init; } = Lifecycle.Pending;

    public bool IsFinal => Lifecycle is Lifecycle.Inactive or Lifecycle.Removed;

    /// <summary>The latest change of any field, or null when nothing changed since creation.</summary>
    public Timestamp? LastModifiedTs => ModifiedTs.IsEmpty ? null : ModifiedTs.Values.Max();

    /// <summary>Whether a change of the field at this time wins: it is not older than the last accepted change, or than the creation.</summary>
    public bool Accepts(string field, Timestamp at) => at >= ModifiedTs.GetValueOrDefault(field, CreatedTs);
}
