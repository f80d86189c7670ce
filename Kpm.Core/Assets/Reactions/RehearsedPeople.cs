using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Finds what stands between the people of a release and what they are to receive, or to say.</summary>
public sealed class RehearsedPeople(IAccountLookup accounts)
{
    /// <summary>What is found of the receivers, and of whom it invites. One read for each receiver.</summary>
    /// <param name="release">The release.</param>
    /// <param name="strangers">Those of its people who are no keeps of the owner.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ImmutableArray<ReceiverFinding>> FindReceiversAsync(AssetRelease release, ImmutableArray<UserId> strangers, CancellationToken cancellationToken)
    {
        var problems = await ProblemsOfAsync(release.State.Receivers, strangers, cancellationToken);
        return
        [
            .. release.State.Receivers.Zip(problems, (receiver, problem) => new ReceiverFinding(receiver, null, problem)),
            .. release.State.Invited.Select(invitation => new ReceiverFinding(null, invitation, RehearsalProblems.NotAccepted)),
        ];
    }

    /// <summary>What is found of the keepers. One read for each.</summary>
    /// <param name="release">The release.</param>
    /// <param name="strangers">Those of its people who are no keeps of the owner.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ImmutableArray<KeeperFinding>> FindKeepersAsync(AssetRelease release, ImmutableArray<UserId> strangers, CancellationToken cancellationToken)
    {
        var problems = await ProblemsOfAsync(release.State.Keepers, strangers, cancellationToken);
        return [.. release.State.Keepers.Zip(problems, (keeper, problem) => new KeeperFinding(keeper, problem))];
    }

    private async Task<IReadOnlyList<string?>> ProblemsOfAsync(ImmutableArray<UserId> people, ImmutableArray<UserId> strangers, CancellationToken cancellationToken)
    {
        var reaches = await Task.WhenAll(people.Select(person => accounts.ReachOfAsync(person, cancellationToken)));
        return [.. people.Zip(reaches, (person, reach) => ProblemOf(reach, strangers.Contains(person)))];
    }

    private static string? ProblemOf(AccountReach reach, bool isStranger) => reach switch
    {
        AccountReach.Gone => RehearsalProblems.AccountGone,
        AccountReach.Inactive => RehearsalProblems.AccountInactive,
        AccountReach.Unreachable => isStranger ? RehearsalProblems.NoKeep : RehearsalProblems.Unreachable,
        AccountReach.Reachable => isStranger ? RehearsalProblems.NoKeep : null,
    };
}
