using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Stores the file of an asset in one go. The owner who holds a permit may call it.</summary>
/// <param name="Request">What is uploaded, by whom.</param>
/// <param name="Attempt">Names this attempt: a fresh UUID for each request.</param>
/// <param name="Content">The plain bytes; read once.</param>
/// <param name="At">When the request began.</param>
public sealed record UploadAssetFile(UploadRequest Request, Guid Attempt, Stream Content, Timestamp At);

public sealed class UploadAssetFileHandler(UploadAdmission admission, IUploads uploads, FileCommit commit, IAssetQuota quota, IFileVault vault, UploadLimits limits)
{
    /// <remarks>
    /// Errors: those of <see cref="UploadAdmission.AdmitAsync"/>, <see cref="BadAuthorizerToken"/> when the token has opened an upload in
    /// parts, <see cref="FileTooLarge"/>, <see cref="QuotaExceeded"/>.
    /// The handler never asks to be run again: the content can be read only once.
    /// </remarks>
    public async Task<Result> HandleAsync(UploadAssetFile command, CancellationToken cancellationToken)
    {
        var request = command.Request;
        var admitted = await admission.AdmitAsync(request, cancellationToken);
        if (admitted.IsFailure) return admitted.Error;
        if (await uploads.FindAsync(Upload.IdOf(request.Permit.TokenId), cancellationToken) is not null) return new BadAuthorizerToken();

        var asset = admitted.Value;
        var file = await vault.WriteAsync(asset.Id, command.Attempt, asset.State.Sealed, request.By, command.Content, limits.MaximumBytes, cancellationToken);
        if (file is null) return new FileTooLarge();
        var committed = await CommitAsync(command, asset, file, cancellationToken);
        if (committed.IsFailure) await vault.DeleteAsync(file.Location, cancellationToken);
        return committed;
    }

    private async Task<Result> CommitAsync(UploadAssetFile command, Asset asset, SealedFile file, CancellationToken cancellationToken)
    {
        var settled = await quota.SettleAsync(command.Request.By, asset.Id, file.SizeBytes, cancellationToken);
        return settled.IsFailure ? settled : await commit.RunAsync(asset, file, command.Request.Permit.TokenId, command.At, cancellationToken);
    }
}
