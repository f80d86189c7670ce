using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists the active releases over which the caller watches as a keeper, as far as their owners are keeps of the caller. Every active user may call it.</summary>
public sealed record ListWatchedReleases(UserId By, PageRequest Page);

public sealed class ListWatchedReleasesHandler(IReleaseList list, IKeepLookup keeps)
{
    public async Task<Page<ReleaseRow>> HandleAsync(ListWatchedReleases query, CancellationToken cancellationToken)
    {
        var page = await list.WatchedAsync(query.By, query.Page, cancellationToken);
        var strangers = await keeps.StrangersAsync(query.By, [.. page.Items.Select(row => row.Owner).Distinct()], cancellationToken);
        return strangers.IsEmpty ? page : page with { Items = [.. page.Items.Where(row => !strangers.Contains(row.Owner))] };
    }
}
