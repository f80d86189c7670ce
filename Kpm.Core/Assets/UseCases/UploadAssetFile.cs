using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>What a valid upload token permits: one upload of the file of one asset by one person.</summary>
public sealed record UploadPermit(AssetId Asset, UserId User, string TokenId);

/// <summary>Stores the file of an asset in one go. The owner who holds a permit may call it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="By">Who uploads.</param>
/// <param name="Permit">From the upload token.</param>
/// <param name="Attempt">Names this attempt: a fresh UUID for each request.</param>
/// <param name="FileName">As the upload names it.</param>
/// <param name="FileType">As the upload names it.</param>
/// <param name="Content">The plain bytes; read once.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">When the request began.</param>
public sealed record UploadAssetFile(AssetId Asset, UserId By, UploadPermit Permit, Guid Attempt, string FileName, string FileType, Stream Content, long? ExpectedVersion, Timestamp At)
{
    /// <summary>Never the file's name: it must not reach a log.</summary>
    public override string ToString() => $"UploadAssetFile {{ Asset = {Asset}, Attempt = {Attempt} }}";
}

public sealed class UploadAssetFileHandler(IAssets assets, IAssetQuota quota, IContentSealer sealer, IFileVault vault, UploadLimits limits)
{
    private const int CommitAttempts = 5;

    /// <remarks>
    /// Errors, in the order of the checks: <see cref="AssetNotFound"/>, <see cref="TokenAssetMismatch"/>, <see cref="Forbidden"/>,
    /// <see cref="FileNameMismatch"/>, <see cref="FileTypeMismatch"/>, <see cref="VersionMismatch"/>, <see cref="BadAuthorizerToken"/> when the
    /// token was used, <see cref="Conflict"/> when another was, <see cref="FileTooLarge"/>, <see cref="QuotaExceeded"/>.
    /// The handler never asks to be run again: the content can be read only once.
    /// </remarks>
    public async Task<Result> HandleAsync(UploadAssetFile command, CancellationToken cancellationToken)
    {
        if (await assets.FindAsync(command.Asset, cancellationToken) is not { IsVisible: true } asset || !asset.IsOwnedBy(command.By)) return new AssetNotFound();
        var allowed = await CheckAsync(command, asset, cancellationToken);
        if (allowed.IsFailure) return allowed;

        var file = await vault.WriteAsync(command.Asset, command.Attempt, asset.State.Sealed, command.By, command.Content, limits.MaximumBytes, cancellationToken);
        if (file is null) return new FileTooLarge();
        var committed = await CommitAsync(command, asset, file, cancellationToken);
        if (committed.IsFailure) await vault.DeleteAsync(file.Location, cancellationToken);
        return committed;
    }

    private async Task<Result> CheckAsync(UploadAssetFile command, Asset asset, CancellationToken cancellationToken)
    {
        if (command.Permit.Asset != command.Asset) return new TokenAssetMismatch();
        if (command.Permit.User != command.By) return new Forbidden();
        var content = await sealer.OpenAsync<AssetContent>(Asset.RecordOf(asset.Id), asset.State.Sealed, command.By, cancellationToken);
        if (command.FileName != content.FileName) return new FileNameMismatch();
        if (!command.FileType.Equals(asset.State.FileType, StringComparison.OrdinalIgnoreCase)) return new FileTypeMismatch();
        if (command.ExpectedVersion is { } expected && expected != asset.Version) return new VersionMismatch();
        return asset.CheckUpload(command.Permit.TokenId);
    }

    private async Task<Result> CommitAsync(UploadAssetFile command, Asset loaded, SealedFile file, CancellationToken cancellationToken)
    {
        var settled = await quota.SettleAsync(command.By, command.Asset, file.SizeBytes, cancellationToken);
        if (settled.IsFailure) return settled;
        Asset? asset = loaded;
        for (var attempt = 0; attempt < CommitAttempts && asset is not null; attempt++)
        {
            // A write whose answer was lost shows up as a conflict with itself.
            if (asset.State.File == file) return Result.Success;
            var committed = asset.CommitUpload(file, command.Permit.TokenId, command.At);
            if (committed.IsFailure) return committed;
            try
            {
                await assets.SaveAsync(asset, cancellationToken);
                return Result.Success;
            }
            catch (ConcurrencyConflictException)
            {
                asset = await assets.FindAsync(command.Asset, cancellationToken);
            }
        }

        return asset?.State.File == file ? Result.Success : new Conflict("The asset was changed meanwhile.");
    }
}
