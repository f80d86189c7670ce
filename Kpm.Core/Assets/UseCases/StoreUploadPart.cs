using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Stores a part of an upload, or replaces it. Whoever opened the upload may call it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Upload">The upload.</param>
/// <param name="By">Who uploads.</param>
/// <param name="Number">Which part: 1 to 10,000.</param>
/// <param name="Attempt">Names this attempt: a fresh UUID for each request.</param>
/// <param name="Content">The plain bytes; read once.</param>
/// <param name="Sha256">Their digest, as the caller declares it; null when it does not.</param>
/// <param name="At">When the request began.</param>
public sealed record StoreUploadPart(AssetId Asset, UploadId Upload, UserId By, int Number, Guid Attempt, Stream Content, string? Sha256, Timestamp At);

public sealed class StoreUploadPartHandler(IUploads uploads, IUploadParts parts, UploadAdmission admission, IPartVault vault, UploadLimits limits)
{
    /// <remarks>
    /// Errors: <see cref="Forbidden"/>, also for an unknown upload; <see cref="UploadEnded"/>; those of <see cref="UploadAdmission.ReadmitAsync"/>;
    /// <see cref="PartTooLarge"/>, <see cref="PartEmpty"/>, <see cref="DigestMismatch"/>, <see cref="FileTooLarge"/>.
    /// The handler never asks to be run again: the content can be read only once.
    /// </remarks>
    public async Task<Result> HandleAsync(StoreUploadPart command, CancellationToken cancellationToken)
    {
        if (await uploads.FindAsync(command.Upload, cancellationToken) is not { } upload || !upload.IsOf(command.Asset, command.By)) return new Forbidden();
        var allowed = upload.CheckOpen(command.At);
        if (allowed.IsFailure) return allowed;
        var asset = await admission.ReadmitAsync(upload, cancellationToken);
        if (asset.IsFailure) return asset.Error;

        var name = new PartAttempt(command.Asset, command.Upload, command.Number, command.Attempt);
        var measured = await vault.WritePartAsync(name, asset.Value.State.Sealed, command.By, command.Content, Upload.MaximumPartBytes, cancellationToken);
        if (measured is null) return new PartTooLarge();
        var recorded = await RecordAsync(command, measured, cancellationToken);
        var unused = recorded.IsFailure ? command.Attempt : recorded.Value.Replaced;
        if (unused is { } attempt) await vault.TryDeletePartAsync(name with { Attempt = attempt }, cancellationToken);
        return recorded.IsFailure ? recorded.Error : Result.Success;
    }

    private async Task<Result<PartRecorded>> RecordAsync(StoreUploadPart command, PlainFile measured, CancellationToken cancellationToken)
    {
        if (measured.SizeBytes == 0) return new PartEmpty();
        if (command.Sha256 is { } declared && declared != measured.Sha256) return new DigestMismatch();
        var part = new ArrivedPart(command.Number, command.Attempt, measured.SizeBytes, measured.Sha256, command.At);
        return await parts.PutAsync(command.Upload, part, limits.MaximumBytes, cancellationToken);
    }
}
