using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Gives up an upload; its parts are deleted. Whoever opened it may call it.</summary>
public sealed record AbandonUpload(AssetId Asset, UploadId Upload, UserId By, Timestamp At);

public sealed class AbandonUploadHandler(IUploads uploads)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown upload; <see cref="UploadEnded"/> when it was completed.</remarks>
    public async Task<Result> HandleAsync(AbandonUpload command, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(command.Upload, cancellationToken) is not { } upload || !upload.IsOf(command.Asset, command.By)) return new Forbidden();
        var abandoned = upload.Abandon(command.At);
        if (abandoned.IsFailure) return abandoned;
        await uploads.SaveAsync(upload, cancellationToken);
        return Result.Success;
    }
}
