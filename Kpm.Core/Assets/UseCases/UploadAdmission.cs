using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>What a valid upload token permits: one upload of the file of one asset by one person.</summary>
public sealed record UploadPermit(AssetId Asset, UserId User, string TokenId);

/// <summary>What somebody who uploads says.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="By">Who uploads.</param>
/// <param name="Permit">From the upload token.</param>
/// <param name="FileName">As the upload names it.</param>
/// <param name="FileType">As the upload names it.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
public sealed record UploadRequest(AssetId Asset, UserId By, UploadPermit Permit, string FileName, string FileType, long? ExpectedVersion)
{
    /// <summary>Never the file's name: it must not reach a log.</summary>
    public override string ToString() => $"UploadRequest {{ Asset = {Asset} }}";
}

/// <summary>Decides who may upload what, in one go or in parts.</summary>
public sealed class UploadAdmission(IAssets assets, IContentSealer sealer)
{
    /// <summary>
    /// The asset, if its file may be uploaded. Errors, in the order of the checks: <see cref="AssetNotFound"/>, <see cref="TokenAssetMismatch"/>,
    /// <see cref="Forbidden"/>, <see cref="FileNameMismatch"/>, <see cref="FileTypeMismatch"/>, <see cref="VersionMismatch"/>,
    /// <see cref="BadAuthorizerToken"/> when the token was used, <see cref="AwaitsNoFile"/> when another was.
    /// </summary>
    public async Task<Result<Asset>> AdmitAsync(UploadRequest request, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(request.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(request.By)) return new AssetNotFound();
        if (request.Permit.Asset != request.Asset) return new TokenAssetMismatch();
        if (request.Permit.User != request.By) return new Forbidden();
        var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, request.By, cancellationToken);
        if (request.FileName != content.FileName) return new FileNameMismatch();
        if (!request.FileType.Equals(asset.State.FileType, StringComparison.OrdinalIgnoreCase)) return new FileTypeMismatch();
        if (request.ExpectedVersion is { } expected && expected != asset.Version) return new VersionMismatch();
        var allowed = asset.CheckUpload(request.Permit.TokenId);
        return allowed.IsFailure ? allowed.Error : asset;
    }

    /// <summary>The asset of an upload that goes on. Errors: <see cref="AssetNotFound"/>, <see cref="AwaitsNoFile"/> when it has a file by now.</summary>
    public async Task<Result<Asset>> ReadmitAsync(Upload upload, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(upload.State.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(upload.State.Owner)) return new AssetNotFound();
        var allowed = asset.CheckAwaitsFile();
        return allowed.IsFailure ? allowed.Error : asset;
    }
}
