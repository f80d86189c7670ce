using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>The plans of a removed person are cancelled, so that what they held comes back to its other owners.</summary>
public sealed class CancelReleasesOfRemovedOwner(IReleases releases, IClock clock) : IRemovalStep
{
    public string Name => "releases";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        foreach (var id in await releases.FindOfAsync(account.User, cancellationToken))
        {
            if (await releases.FindAsync(id, cancellationToken) is not { State.IsFinal: false } release || release.State.Owner != account.User) continue;
            release.Cancel(account.User, clock.Now);
            await releases.SaveAsync(release, cancellationToken);
        }

        return true;
    }
}
