using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists the caller's own releases. Every active user may call it.</summary>
public sealed record ListMyReleases(UserId By, ReleaseFilter Filter, PageRequest Page);

public sealed class ListMyReleasesHandler(IReleaseList list)
{
    public Task<Page<ReleaseRow>> HandleAsync(ListMyReleases query, CancellationToken cancellationToken) =>
        list.OwnAsync(query.By, query.Filter, query.Page, cancellationToken);
}
