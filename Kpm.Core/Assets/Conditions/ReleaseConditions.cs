using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>The conditions of one release: all must be met. At most one of each type.</summary>
public sealed class ReleaseConditions
{
    private readonly ImmutableArray<ReleaseCondition> _conditions;

    private ReleaseConditions(ImmutableArray<ReleaseCondition> conditions) => _conditions = conditions;

    /// <summary>The instant of the time condition, if there is one.</summary>
    public ReleaseCondition.Time? Time => _conditions.OfType<ReleaseCondition.Time>().SingleOrDefault();

    public bool HasPlace => _conditions.OfType<ReleaseCondition.Geographical>().Any();

    /// <summary>Error: <see cref="ConditionRepeated"/> when two are of one type.</summary>
    public static Result<ReleaseConditions> All(params ReadOnlySpan<ReleaseCondition> conditions)
    {
        ImmutableArray<ReleaseCondition> all = [.. conditions];
        return all.DistinctBy(condition => condition.GetType()).Count() == all.Length ? new ReleaseConditions(all) : new ConditionRepeated();
    }

    public bool AreMet(ReleaseEvidence evidence) => _conditions.All(condition => condition.IsMet(evidence));
}
