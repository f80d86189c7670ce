using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Counts what <see cref="ListIncomingReleases"/> lists. Every active user may call it.</summary>
public sealed record CountIncomingReleases(UserId By, Timestamp At);

public sealed class CountIncomingReleasesHandler(IReleaseList list)
{
    public Task<int> HandleAsync(CountIncomingReleases query, CancellationToken cancellationToken) =>
        list.CountIncomingAsync(query.By, query.At, cancellationToken);
}
