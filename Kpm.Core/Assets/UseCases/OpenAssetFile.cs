using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Opens the file of an asset. Its owners may call it while the asset is not hidden.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="By">Who opens it.</param>
/// <param name="DownloadedAt">Now, when the bytes are to be sent; null when only what is said about them.</param>
public sealed record OpenAssetFile(AssetId Asset, UserId By, Timestamp? DownloadedAt);

public sealed class OpenAssetFileHandler(IAssets assets, IContentSealer sealer, IFileVault vault, IVaultReports reports)
{
    /// <remarks>The first download of what a release brought is noted before a byte is sent. Errors: <see cref="Forbidden"/>, also for an unknown asset; <see cref="FileNotUploaded"/>.</remarks>
    public async Task<Result<OpenedFile>> HandleAsync(OpenAssetFile query, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(query.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(query.By)) return new Forbidden();
        if (asset.State.File is not { } file) return new FileNotUploaded();
        var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, query.By, cancellationToken);
        await assets.NoteDownloadAsync(asset, query.By, query.DownloadedAt, cancellationToken);
        return WatchedFile.Open(asset, file, content.FileName, asset.State.FileType, query.By, vault, reports);
    }
}
