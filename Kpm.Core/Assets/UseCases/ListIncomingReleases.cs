using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Lists the active releases that the caller may receive and whose time has come. Every active user may call it.</summary>
public sealed record ListIncomingReleases(UserId By, PageRequest Page, Timestamp At);

public sealed class ListIncomingReleasesHandler(IReleaseList list)
{
    public Task<Page<ReleaseRow>> HandleAsync(ListIncomingReleases query, CancellationToken cancellationToken) =>
        list.IncomingAsync(query.By, query.At, query.Page, cancellationToken);
}
