using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists the caller's own releases. Every active user may call it.</summary>
public sealed record ListMyReleases(UserId By, ReleaseFilter Filter, PageRequest Page);

public sealed class ListMyReleasesHandler(IReleaseList list, IRehearsals rehearsals)
{
    public async Task<Page<ReleaseRow>> HandleAsync(ListMyReleases query, CancellationToken cancellationToken)
    {
        var page = await list.OwnAsync(query.By, query.Filter, query.Page, cancellationToken);
        if (page.Items.Count == 0) return page;
        var last = await rehearsals.FindLastAsync(query.By, [.. page.Items.Select(row => row.Id)], cancellationToken);
        return page with { Items = [.. page.Items.Select(row => row with { LastRehearsed = last.GetValueOrDefault(row.Id) })] };
    }
}
