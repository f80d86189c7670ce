using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Takes back that the owner of a release is no more. Its keepers may call it.</summary>
public sealed record WithdrawAttestation(ReleaseId Release, UserId By, Timestamp At);

public sealed class WithdrawAttestationHandler(IReleases releases, ISilence silence)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown one; <see cref="ReleaseHasEnded"/>.</remarks>
    public async Task<Result> HandleAsync(WithdrawAttestation command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release) return new Forbidden();
        if (!release.IsKeeper(command.By)) return new Forbidden();
        var withdrawn = release.WithdrawAttestation(command.By, await silence.FindAsync(release.State.Owner, command.At, cancellationToken), command.At);
        if (withdrawn.IsFailure) return withdrawn;
        await releases.SaveAsync(release, cancellationToken);
        return Result.Success;
    }
}
