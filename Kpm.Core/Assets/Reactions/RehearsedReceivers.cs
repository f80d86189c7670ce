using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Finds what stands between the receivers of a release and what they are to receive.</summary>
public sealed class RehearsedReceivers(IAccountLookup accounts)
{
    /// <param name="release">The release.</param>
    /// <param name="strangers">The receivers who are no keeps of the owner.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ImmutableArray<ReceiverFinding>> FindAsync(AssetRelease release, ImmutableArray<UserId> strangers, CancellationToken cancellationToken)
    {
        var reaches = await Task.WhenAll(release.State.Receivers.Select(receiver => accounts.ReachOfAsync(receiver, cancellationToken)));
        return
        [
            .. release.State.Receivers.Select((receiver, i) => new ReceiverFinding(receiver, null, ProblemOf(reaches[i], strangers.Contains(receiver)))),
            .. release.State.Invited.Select(invitation => new ReceiverFinding(null, invitation, RehearsalProblems.NotAccepted)),
        ];
    }

    private static string? ProblemOf(AccountReach reach, bool isStranger) => reach switch
    {
        AccountReach.Gone => RehearsalProblems.AccountGone,
        AccountReach.Inactive => RehearsalProblems.AccountInactive,
        AccountReach.Unreachable => isStranger ? RehearsalProblems.NoKeep : RehearsalProblems.Unreachable,
        AccountReach.Reachable => isStranger ? RehearsalProblems.NoKeep : null,
    };
}
