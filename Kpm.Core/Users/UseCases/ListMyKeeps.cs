using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;

namespace Kpm.Core.Users.UseCases;

/// <summary>Lists the caller's keeps that have not ended.</summary>
public sealed record ListMyKeeps(UserId By, Lifecycle? Lifecycle, KeepOrder Order, PageRequest Page);

public sealed class ListMyKeepsHandler(IKeepRows rows)
{
    public Task<Page<KeepRow>> HandleAsync(ListMyKeeps query, CancellationToken cancellationToken) =>
        rows.ListAsync(query.By, query.Lifecycle, query.Order, query.Page, cancellationToken);
}
