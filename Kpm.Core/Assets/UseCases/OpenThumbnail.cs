using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Opens the thumbnail of an asset. Its owners may call it while the asset is visible.</summary>
public sealed record OpenThumbnail(AssetId Asset, UserId By, Timestamp At);

public sealed class OpenThumbnailHandler(IAssets assets, IFileVault vault, IVaultReports reports)
{
    private const string Name = "thumbnail.jpg";

    /// <remarks>Whoever sees it has downloaded the asset, see <see cref="OpenAssetFile"/>. Errors: <see cref="Forbidden"/>, also for an unknown asset; <see cref="ThumbnailNotFound"/>.</remarks>
    public async Task<Result<OpenedFile>> HandleAsync(OpenThumbnail query, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(query.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(query.By)) return new Forbidden();
        if (asset.State.Thumbnail is not { } thumbnail) return new ThumbnailNotFound();
        await assets.NoteDownloadAsync(asset, query.By, query.At, cancellationToken);
        return WatchedFile.Open(asset, thumbnail, Name, Picture.ThumbnailType, query.By, vault, reports);
    }
}
