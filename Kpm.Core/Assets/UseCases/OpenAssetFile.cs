using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Opens the file of an asset. Its owners may call it while the asset is not hidden.</summary>
public sealed record OpenAssetFile(AssetId Asset, UserId By);

public sealed class OpenAssetFileHandler(IAssets assets, IContentSealer sealer, IFileVault vault, IVaultReports reports)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown asset; <see cref="FileNotUploaded"/>.</remarks>
    public async Task<Result<OpenedFile>> HandleAsync(OpenAssetFile query, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(query.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(query.By)) return new Forbidden();
        if (asset.State.File is not { } file) return new FileNotUploaded();
        var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, query.By, cancellationToken);
        return WatchedFile.Open(asset, file, content.FileName, asset.State.FileType, query.By, vault, reports);
    }
}
