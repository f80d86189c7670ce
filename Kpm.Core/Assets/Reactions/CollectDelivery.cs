using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>An asset was delivered: its release records that. What failed is recorded by <see cref="DeliverAssetHandler"/>.</summary>
public sealed class CollectDelivery(IReleases releases, IClock clock)
{
    public async Task HandleAsync(AssetOwnershipChanged happened, CancellationToken cancellationToken)
    {
        if (happened.Release is not { } id) return;
        var release = await releases.FindAsync(id, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
        release.RecordDelivered(happened.Asset, clock.Now);
        await releases.SaveAsync(release, cancellationToken);
    }
}
