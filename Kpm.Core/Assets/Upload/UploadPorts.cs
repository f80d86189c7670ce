using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>A part as it was last stored.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="Attempt">The attempt that stored it.</param>
/// <param name="SizeBytes">Length of the plain part in bytes.</param>
/// <param name="Sha256">Digest of the plain part, 64 lower-case hexadecimal characters.</param>
/// <param name="ArrivedTs">When.</param>
public sealed record ArrivedPart(int Number, Guid Attempt, long SizeBytes, string Sha256, Timestamp ArrivedTs);

/// <summary>How a part was recorded.</summary>
/// <param name="Replaced">The attempt that was there before, if any.</param>
public sealed record PartRecorded(Guid? Replaced);

/// <summary>The parts of uploads. Each is a record of its own, so that parts that arrive together do not wait for each other.</summary>
public interface IUploadParts
{
    /// <summary>
    /// Records a part, or replaces it, in one write with the upload: whoever completes the upload at the same time decides again.
    /// Errors: <see cref="UploadEnded"/> when the upload is not open, <see cref="FileTooLarge"/> when all parts together would be.
    /// </summary>
    Task<Result<PartRecorded>> PutAsync(UploadId upload, ArrivedPart part, long maximumBytes, CancellationToken cancellationToken);

    /// <summary>What arrived, by number. Some time after the upload has ended there is nothing.</summary>
    Task<ImmutableArray<ArrivedPart>> ListAsync(UploadId upload, CancellationToken cancellationToken);
}

/// <summary>How long an upload takes parts.</summary>
public sealed record UploadLifetime(TimeSpan Value);
