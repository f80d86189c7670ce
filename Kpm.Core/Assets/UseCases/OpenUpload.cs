using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Opens an upload in parts. The owner who holds a permit may call it.</summary>
public sealed record OpenUpload(UploadRequest Request, Timestamp At);

public sealed class OpenUploadHandler(UploadAdmission admission, IUploads uploads, UploadLifetime lifetime)
{
    /// <remarks>
    /// Errors: those of <see cref="UploadAdmission.AdmitAsync"/>. A token opens one upload, so a repeat gives the same one, for as long as
    /// it is open; then <see cref="BadAuthorizerToken"/>.
    /// </remarks>
    public async Task<Result<UploadId>> HandleAsync(OpenUpload command, CancellationToken cancellationToken)
    {
        var request = command.Request;
        var admitted = await admission.AdmitAsync(request, cancellationToken);
        if (admitted.IsFailure) return admitted.Error;
        var upload = Upload.Open(request.Asset, request.By, request.Permit.TokenId, command.At, lifetime.Value);
        if (await uploads.AddAsync(upload, cancellationToken)) return upload.Id;
        var existing = await uploads.FindAsync(upload.Id, cancellationToken);
        return existing is { State.Status: UploadStatus.Open } ? upload.Id : new BadAuthorizerToken();
    }
}
