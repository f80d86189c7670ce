using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Ends a release without delivery. Its owner and each receiver may call it.</summary>
/// <param name="Release">The release.</param>
/// <param name="By">Who cancels.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record CancelRelease(ReleaseId Release, UserId By, long? ExpectedVersion, Timestamp At);

public sealed class CancelReleaseHandler(IReleases releases)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown release; <see cref="VersionMismatch"/>; <see cref="ReleaseHasEnded"/> when it has ended.</remarks>
    public async Task<Result> HandleAsync(CancelRelease command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release || !release.IsParty(command.By)) return new Forbidden();
        if (command.ExpectedVersion is { } expected && expected != release.Version) return new VersionMismatch();
        var canceled = release.Cancel(command.By, command.At);
        if (canceled.IsFailure) return canceled;
        await releases.SaveAsync(release, cancellationToken);
        return Result.Success;
    }
}
