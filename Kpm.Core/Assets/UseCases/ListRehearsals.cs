using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists the rehearsals of a release, the newest first. The owner of the release may call it.</summary>
public sealed record ListRehearsals(ReleaseId Release, UserId By, PageRequest Page);

public sealed class ListRehearsalsHandler(IReleases releases, IRehearsals rehearsals)
{
    /// <remarks>Error: <see cref="Forbidden"/>, also for an unknown release, and for receivers.</remarks>
    public async Task<Result<Page<Rehearsal>>> HandleAsync(ListRehearsals query, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(query.Release, cancellationToken) is not { } release || release.State.Owner != query.By) return new Forbidden();
        return await rehearsals.ListAsync(query.By, query.Release, query.Page, cancellationToken);
    }
}
