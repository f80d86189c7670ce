using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>One attempt to reach the owner of a release. The owner and the keepers may call it.</summary>
public sealed record GetAttempt(ReleaseId Release, AttemptId Attempt, UserId By);

public sealed class GetAttemptHandler(IAttempts attempts, IKeepLookup keeps)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown one.</remarks>
    public async Task<Result<ReleaseAttempt>> HandleAsync(GetAttempt query, CancellationToken cancellationToken)
    {
        if (await attempts.FindAsync(query.Release, query.Attempt, cancellationToken) is not { } attempt) return new Forbidden();
        if (attempt.State.Owner == query.By) return attempt;
        return attempt.State.Keepers.Contains(query.By) && await keeps.AreKeepsAsync(attempt.State.Owner, query.By, cancellationToken) ? attempt : new Forbidden();
    }
}
