using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Says that the owner of a release is alive: the next 15 days of the attempt to reach them do not count. Its keepers may call it.</summary>
public sealed record PauseAttempt(ReleaseId Release, AttemptId Attempt, UserId By, Timestamp At);

public sealed class PauseAttemptHandler(IReleases releases, IAttempts attempts, IKeepLookup keeps)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, also for an unknown one and for somebody who is no keep of the owner any more; <see cref="AttemptHasEnded"/>; <see cref="AttemptWasPaused"/>.</remarks>
    public async Task<Result> HandleAsync(PauseAttempt command, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(command.Release, cancellationToken) is not { } release || !release.IsKeeper(command.By)) return new Forbidden();
        if (await attempts.FindAsync(command.Release, command.Attempt, cancellationToken) is not { } attempt) return new Forbidden();
        if (!await keeps.AreKeepsAsync(release.State.Owner, command.By, cancellationToken)) return new Forbidden();
        var paused = attempt.PauseBy(command.By, command.At);
        if (paused.IsFailure) return paused;
        await attempts.SaveAsync(attempt, cancellationToken);
        return Result.Success;
    }
}
