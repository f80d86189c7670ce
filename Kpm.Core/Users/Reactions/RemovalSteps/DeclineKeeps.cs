using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>
/// Every keep of the person that has not ended is declined. Runs twice: a keep that was being asked for while the account was removed is
/// found the second time.
/// </summary>
/// <param name="keeps">The keeps.</param>
/// <param name="clock">The clock.</param>
/// <param name="name">Tells the first run from the second.</param>
public sealed class DeclineKeeps(IKeeps keeps, IClock clock, string name) : IRemovalStep
{
    public const string First = "keeps";
    public const string Second = "keeps_again";
    private const string Reason = "user removed";

    public string Name => name;

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        foreach (var id in await keeps.FindOfAsync(account.User, cancellationToken))
        {
            if (await keeps.FindAsync(id, cancellationToken) is not { State.IsFinal: false } keep) continue;
            keep.Decline(account.User, Reason, clock.Now);
            await keeps.SaveAsync(keep, cancellationToken);
        }

        return true;
    }
}
