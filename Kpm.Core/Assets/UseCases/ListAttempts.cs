using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>The attempts to reach the owner of a release, the newest first. Its owner may call it, and its keepers, who see those that they watched over.</summary>
public sealed record ListAttempts(ReleaseId Release, UserId By);

public sealed class ListAttemptsHandler(IReleases releases, IAttempts attempts, IKeepLookup keeps)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown release.</remarks>
    public async Task<Result<ImmutableArray<ReleaseAttempt>>> HandleAsync(ListAttempts query, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(query.Release, cancellationToken) is not { } release) return new Forbidden();
        if (!await keeps.MayWatchAsync(release, query.By, cancellationToken)) return new Forbidden();
        ImmutableArray<ReleaseAttempt> found = [.. (await attempts.ListAsync(query.Release, cancellationToken)).Where(attempt => query.By == release.State.Owner || attempt.State.Keepers.Contains(query.By))];
        return found;
    }
}
