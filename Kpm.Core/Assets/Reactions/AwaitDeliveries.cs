using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Waits until every release of a removed person that was executed has delivered, and what was revoked is settled: their key is needed until then.</summary>
public sealed class AwaitDeliveries(IReleases releases) : IRemovalStep
{
    public string Name => "deliveries";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        foreach (var id in await releases.FindOfAsync(account.User, cancellationToken))
            if (await releases.FindAsync(id, cancellationToken) is { IsDelivering: true } or { IsRevoking: true }) return false;
        return true;
    }
}
