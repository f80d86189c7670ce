using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Counts the caller's own releases by kind, but those that were cancelled. Every active user may call it.</summary>
public sealed record GetReleaseStats(UserId By);

public sealed class GetReleaseStatsHandler(IReleaseList list)
{
    /// <returns>A number for every kind, also when it is 0.</returns>
    public async Task<IReadOnlyDictionary<ReleaseType, int>> HandleAsync(GetReleaseStats query, CancellationToken cancellationToken)
    {
        var counts = await list.CountByTypeAsync(query.By, cancellationToken);
        return Enum.GetValues<ReleaseType>().ToDictionary(type => type, type => counts.GetValueOrDefault(type));
    }
}
