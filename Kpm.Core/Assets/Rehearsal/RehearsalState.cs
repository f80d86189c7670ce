using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>Where a rehearsal stands.</summary>
public enum RehearsalStatus
{
    /// <summary>It is under way.</summary>
    Requested,

    /// <summary>There is a result.</summary>
    Done,

    /// <summary>There could be no result; see <see cref="RehearsalState.Problem"/>.</summary>
    Failed,
}

/// <summary>The stored part of a <see cref="Rehearsal"/>. Active: under way. Inactive: done or failed.</summary>
public sealed record RehearsalState : AggregateState
{
    /// <summary>Whose plan it is: nobody else hears of the rehearsal.</summary>
    public required UserId Owner { get; init; }

    public required ReleaseId Release { get; init; }

    /// <summary>The instant for which the plan is tried.</summary>
    public required Timestamp Clock { get; init; }

    public RehearsalStatus Status { get; init; } = RehearsalStatus.Requested;

    /// <summary>A <see cref="RehearsalContent"/> for the owner alone.</summary>
    public required SealedRecord Sealed { get; init; }

    /// <summary>The version of the plan that is tried, or was; null when it was asked for before that was kept.</summary>
    public long? PlanVersion { get; init; }

    /// <summary>The latest version of the plan that was heard of while it was under way; null when none was.</summary>
    public long? HeardVersion { get; init; }

    /// <summary>The ids of all that the result depends on: the plan, its people and its assets, as of the version that is tried.</summary>
    public required ImmutableArray<string> DependsOn { get; init; }

    /// <summary>Whether something on which the result depends has changed since it was asked for, or since the version that was tried.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether nothing but its conditions stands in the way of the plan; null while there is no result.</summary>
    public bool? Passed { get; init; }

    /// <summary>A stable word for why there is no result.</summary>
    public string? Problem { get; init; }

    /// <summary>When it was done, or failed.</summary>
    public Timestamp? EndedTs { get; init; }
}
