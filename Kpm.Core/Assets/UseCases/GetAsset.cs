using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Reads one asset. Its owners may call it while it is not hidden.</summary>
public sealed record GetAsset(AssetId Asset, UserId By);

public sealed class GetAssetHandler(IAssets assets, IContentSealer sealer)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown asset.</remarks>
    public async Task<Result<AssetRow>> HandleAsync(GetAsset query, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(query.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(query.By)) return new Forbidden();
        var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, query.By, cancellationToken);
        return AssetRow.Of(asset, content);
    }
}
