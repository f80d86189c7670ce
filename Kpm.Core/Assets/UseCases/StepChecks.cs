using System.Globalization;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Checks which others a plan follows.</summary>
/// <param name="releases">The releases.</param>
/// <param name="plan">The release whose plan it is.</param>
/// <param name="owner">Whose release it is.</param>
internal sealed class StepChecks(IReleases releases, ReleaseId plan, UserId owner)
{
    /// <summary>How many releases come before one, directly or not: so a chain is no longer either.</summary>
    public const int MaximumSteps = 20;

    private readonly Dictionary<ReleaseId, AssetRelease?> _read = [];

    /// <summary>Reads the releases that come before, those alone; without any it reads nothing.</summary>
    /// <returns>A fault at each leaf that names what cannot be followed; null when there is none.</returns>
    public async Task<ValidationFailed?> FindFaultsAsync(ReleaseCondition conditions, CancellationToken cancellationToken)
    {
        var rules = new FieldRules();
        foreach (var (legacy, pointer) in StepsOf(conditions, "/conditions"))
            if (await FaultOfAsync(legacy, cancellationToken) is { } fault) rules.Require(false, $"{pointer}/legacy", fault);
        return rules.Failure;
    }

    private async Task<Fault?> FaultOfAsync(ReleaseId legacy, CancellationToken cancellationToken)
    {
        if (legacy == plan) return new FollowsItself();
        if (await ReadAsync(legacy, cancellationToken) is not { IsCanceled: false } direct || direct.State.Owner != owner) return new NothingToFollow();
        var others = direct.State.Followers.Remove(plan).Except(await releases.FindGoneFollowersAsync(direct, cancellationToken));
        if (others.Count() >= AssetRelease.MaximumFollowers) return new TooManyFollowers(AssetRelease.MaximumFollowers);
        HashSet<ReleaseId> seen = [legacy];
        for (var next = new Queue<AssetRelease>([direct]); next.TryDequeue(out var step);)
        {
            foreach (var before in step.Predecessors)
            {
                if (before == plan) return new FollowsItself();
                if (seen.Add(before) && _read.Count <= MaximumSteps && await ReadAsync(before, cancellationToken) is { } found) next.Enqueue(found);
            }
        }

        return _read.Count > MaximumSteps ? new TooManyToFollow(MaximumSteps) : null;
    }

    private async Task<AssetRelease?> ReadAsync(ReleaseId id, CancellationToken cancellationToken)
    {
        if (!_read.TryGetValue(id, out var known)) _read[id] = known = await releases.FindAsync(id, cancellationToken);
        return known;
    }

    private static IEnumerable<(ReleaseId Legacy, string Pointer)> StepsOf(ReleaseCondition condition, string pointer) => condition switch
    {
        ReleaseCondition.Follows follows => [(follows.Legacy, pointer)],
        ReleaseCondition.Group group => group.Of.SelectMany((member, i) => StepsOf(member, string.Create(CultureInfo.InvariantCulture, $"{pointer}/of/{i}"))),
        _ => [],
    };
}
