using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>A release was executed: each of its assets is delivered by a message of its own.</summary>
public sealed class StartDelivery(IWorkQueue<DeliverAsset> deliveries)
{
    public async Task HandleAsync(AssetReleased happened, CancellationToken cancellationToken)
    {
        foreach (var asset in happened.Assets)
            await deliveries.EnqueueAsync($"{happened.Release}:{asset}", new DeliverAsset(happened.Release, asset), cancellationToken);
    }
}
