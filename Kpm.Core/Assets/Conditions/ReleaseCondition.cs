using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A condition of a release: a leaf, or a group of conditions. The hierarchy is closed: these are all the conditions there are.</summary>
/// <remarks>
/// There is no "not": what is met stays met, but for an inactivity and an attestation, which end with the next sign of life. So a condition is the instant from which it is met, and a group is a choice among the
/// instants of its members: the latest of them for all, the earliest for any, the k-th for at least k. The order in which evidence
/// comes plays no part. See docs/adr/0019.
/// </remarks>
public abstract record ReleaseCondition
{
    private ReleaseCondition()
    {
    }

    /// <summary>Every leaf, in the order of the tree.</summary>
    public IEnumerable<ReleaseCondition> Leaves() => this is Group group ? group.Of.SelectMany(member => member.Leaves()) : [this];

    /// <summary>The instant from which the tree is met, given that of each leaf; null is never.</summary>
    public Timestamp? MetFrom(Func<ReleaseCondition, Timestamp?> leafMetFrom)
    {
        if (this is not Group group) return leafMetFrom(this);
        var met = group.Of.Select(member => member.MetFrom(leafMetFrom)).OfType<Timestamp>().Order().ToList();
        return met.Count >= group.Needed ? met[group.Needed - 1] : null;
    }

    /// <summary>Always met; beside others it adds nothing.</summary>
    public sealed record Always : ReleaseCondition;

    /// <summary>Met when the instant lies in the past: at the instant itself it is not.</summary>
    public sealed record Date(Timestamp Instant) : ReleaseCondition;

    /// <summary>Met when a time on the wall of some place lies in the past. What instant that is, is found late: rules of time zones change.</summary>
    /// <param name="DateTime">ISO 8601 without offset, as <see cref="WallTime"/> writes it.</param>
    /// <param name="TimeZone">A name of the IANA time zone database.</param>
    /// <param name="AsPlanned">The instant that it was when it was planned; counts if the zone is no longer known.</param>
    public sealed record LocalDate(string DateTime, string TimeZone, Timestamp AsPlanned) : ReleaseCondition;

    /// <summary>Met after an instant that was drawn once, uniformly, between two others, both included.</summary>
    public sealed record Window(Timestamp From, Timestamp Until, Timestamp Drawn) : ReleaseCondition;

    /// <summary>Met once somebody was at the place. The place itself lies sealed.</summary>
    /// <param name="Number">Which of <see cref="ReleaseContent.Places"/>, counted from 0.</param>
    public sealed record AtPlace(int Number) : ReleaseCondition;

    /// <summary>Met once the owner gave no sign of life for a period and through an attempt to reach them, and as long as they give none.</summary>
    public sealed record Inactivity(InactivityTerms Terms) : ReleaseCondition;

    /// <summary>Met once so many keepers attested that the owner is no more, and the owner gave no sign of life in an attempt to reach them, and as long as they give none.</summary>
    /// <param name="Count">1 to <see cref="ReleasePlan.MaximumKeepers"/>.</param>
    /// <param name="Wait">Days between the last warning and the release: 1 to 90.</param>
    public sealed record Attestation(int Count, int Wait) : ReleaseCondition;

    /// <summary>Met so many days after another release of the same owner was executed, also when that was revoked since.</summary>
    /// <param name="Legacy">The other release.</param>
    /// <param name="Days">0 to 3,650.</param>
    public sealed record Follows(ReleaseId Legacy, int Days) : ReleaseCondition;

    /// <summary>Conditions of which some must be met. Two groups are equal when their members are, in their order.</summary>
    public abstract record Group(ImmutableArray<ReleaseCondition> Of) : ReleaseCondition
    {
        /// <summary>How many must be met.</summary>
        public abstract int Needed { get; }

        public virtual bool Equals(Group? other) => other is not null && EqualityContract == other.EqualityContract && Needed == other.Needed && Of.SequenceEqual(other.Of);

        public override int GetHashCode() => Of.Aggregate(HashCode.Combine(EqualityContract, Needed), HashCode.Combine);
    }

    /// <summary>Every member must be met.</summary>
    public sealed record All(ImmutableArray<ReleaseCondition> Of) : Group(Of)
    {
        public override int Needed => Of.Length;
    }

    /// <summary>One member must be met.</summary>
    public sealed record Any(ImmutableArray<ReleaseCondition> Of) : Group(Of)
    {
        public override int Needed => 1;
    }

    /// <summary>So many members must be met.</summary>
    public sealed record AtLeast(int Count, ImmutableArray<ReleaseCondition> Of) : Group(Of)
    {
        public override int Needed => Count;
    }
}
