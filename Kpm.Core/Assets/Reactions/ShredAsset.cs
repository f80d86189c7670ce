using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Work: look whether an asset has been in the trash for long enough.</summary>
public sealed record ShredAsset(AssetId Asset);

/// <summary>Shreds an asset whose time in the trash is over. One that was restored meanwhile stays.</summary>
public sealed class ShredAssetHandler(IAssets assets, IClock clock)
{
    public async Task HandleAsync(ShredAsset work, CancellationToken cancellationToken)
    {
        var asset = await assets.FindAsync(work.Asset, cancellationToken) ?? throw new PermanentFailureException("asset_unknown");
        asset.ShredWhenDue(clock.Now);
        await assets.SaveAsync(asset, cancellationToken);
    }
}
