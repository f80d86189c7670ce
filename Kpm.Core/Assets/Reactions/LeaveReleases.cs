using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// The plans of a removed person are cancelled, so that what they held comes back to its other owners; in those of others they are no
/// receiver any more. Runs twice: a plan that was being made while the account was removed is found the second time, or comes when the
/// person owns nothing that it could hold.
/// </summary>
/// <param name="releases">The releases.</param>
/// <param name="clock">The clock.</param>
/// <param name="name">Tells the first run from the second.</param>
public sealed class LeaveReleases(IReleases releases, IClock clock, string name) : IRemovalStep
{
    public const string First = "releases";
    public const string Second = "releases_again";

    public string Name => name;

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        foreach (var id in await releases.FindOfAsync(account.User, cancellationToken))
        {
            if (await releases.FindAsync(id, cancellationToken) is not { State.IsFinal: false } release) continue;
            if (release.State.Owner == account.User) release.Cancel(account.User, clock.Now);
            else release.RemoveReceiver(account.User, clock.Now);
            await releases.SaveAsync(release, cancellationToken);
        }

        return true;
    }
}
