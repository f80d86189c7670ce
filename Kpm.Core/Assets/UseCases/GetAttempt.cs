using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>One attempt to reach the owner of a release. The owner may call it, and the keepers who watched over it and still do.</summary>
public sealed record GetAttempt(ReleaseId Release, AttemptId Attempt, UserId By);

public sealed class GetAttemptHandler(IReleases releases, IAttempts attempts, IKeepLookup keeps)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown one.</remarks>
    public async Task<Result<ReleaseAttempt>> HandleAsync(GetAttempt query, CancellationToken cancellationToken)
    {
        if (await attempts.FindAsync(query.Release, query.Attempt, cancellationToken) is not { } attempt) return new Forbidden();
        if (attempt.State.Owner == query.By) return attempt;
        if (!attempt.State.Keepers.Contains(query.By)) return new Forbidden();

        // Who the keepers are does not change while it is under way.
        if (!attempt.IsOpen && (await releases.FindAsync(query.Release, cancellationToken))?.IsKeeper(query.By) != true) return new Forbidden();
        return await keeps.AreKeepsAsync(attempt.State.Owner, query.By, cancellationToken) ? attempt : new Forbidden();
    }
}
