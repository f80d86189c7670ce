using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Takes back what an executed release brought others, as far as it was not downloaded. Its owner may call it.</summary>
/// <param name="Release">The release.</param>
/// <param name="By">Who revokes.</param>
/// <param name="At">Now.</param>
public sealed record RevokeRelease(ReleaseId Release, UserId By, Timestamp At);

public sealed class RevokeReleaseHandler(IReleases releases)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown release; <see cref="NotExecuted"/>; <see cref="NothingToRevoke"/>. Success also when it was revoked before.</remarks>
    public async Task<Result> HandleAsync(RevokeRelease command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release) return new Forbidden();
        var revoked = release.Revoke(command.By, command.At);
        if (revoked.IsFailure) return revoked;
        await releases.SaveAsync(release, cancellationToken);
        return Result.Success;
    }
}
