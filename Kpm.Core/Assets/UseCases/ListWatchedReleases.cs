using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists the active releases over which the caller watches as a keeper. Every active user may call it.</summary>
public sealed record ListWatchedReleases(UserId By, PageRequest Page);

public sealed class ListWatchedReleasesHandler(IReleaseList list)
{
    public Task<Page<ReleaseRow>> HandleAsync(ListWatchedReleases query, CancellationToken cancellationToken) => list.WatchedAsync(query.By, query.Page, cancellationToken);
}
