using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>The plans of a removed person are cancelled, so that what they held comes back to its other owners; in those of others they are no receiver any more.</summary>
public sealed class LeaveReleases(IReleases releases, IClock clock) : IRemovalStep
{
    public string Name => "releases";

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
