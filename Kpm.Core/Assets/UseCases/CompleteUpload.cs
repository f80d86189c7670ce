using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Says that all parts of an upload are there, and which they are. Whoever opened it may call it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Upload">The upload.</param>
/// <param name="By">Who uploads.</param>
/// <param name="File">What the file consists of.</param>
/// <param name="Attempt">Names this attempt: a fresh UUID whenever the handler runs.</param>
/// <param name="At">Now.</param>
public sealed record CompleteUpload(AssetId Asset, UploadId Upload, UserId By, DeclaredFile File, Guid Attempt, Timestamp At);

public sealed class CompleteUploadHandler(IUploads uploads, IUploadParts parts, UploadAdmission admission, IAssetQuota quota, IPartVault vault)
{
    /// <remarks>
    /// Errors: <see cref="Forbidden"/>, also for an unknown upload; <see cref="UploadEnded"/>; those of <see cref="DeclaredFile.Match"/> and of
    /// <see cref="UploadAdmission.ReadmitAsync"/>; <see cref="QuotaExceeded"/>. Repeating it with the same parts is a success that changes nothing.
    /// </remarks>
    public async Task<Result> HandleAsync(CompleteUpload command, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(command.Upload, cancellationToken) is not { } upload || !upload.IsOf(command.Asset, command.By)) return new Forbidden();
        if (upload.WasCompletedWith(command.File)) return Result.Success;
        var allowed = upload.CheckOpen(command.At);
        if (allowed.IsFailure) return allowed;
        var table = command.File.Match(await parts.ListAsync(command.Upload, cancellationToken));
        if (table.IsFailure) return table.Error;
        var asset = await admission.ReadmitAsync(upload, cancellationToken);
        if (asset.IsFailure) return asset.Error;
        var settled = await quota.SettleAsync(command.By, command.Asset, table.Value.SizeBytes, cancellationToken);
        if (settled.IsFailure) return settled;

        var name = new PartTableName(command.Asset, command.Upload, command.Attempt);
        await vault.WriteTableAsync(name, table.Value, asset.Value.State.Sealed, command.By, cancellationToken);
        var completed = upload.Complete(command.File, name, command.At);
        if (completed.IsFailure) return completed;
        await uploads.SaveAsync(upload, cancellationToken);
        return Result.Success;
    }
}
