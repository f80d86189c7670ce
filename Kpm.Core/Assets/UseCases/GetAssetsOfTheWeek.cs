using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Reminds a person of some of their assets, the same all week. Every active user may call it.</summary>
public sealed record GetAssetsOfTheWeek(UserId By, Timestamp At);

public sealed class GetAssetsOfTheWeekHandler(IAssetOverview overview)
{
    /// <summary>The most assets of a week.</summary>
    public const int Most = 2;

    public async Task<IReadOnlyList<AssetRow>> HandleAsync(GetAssetsOfTheWeek query, CancellationToken cancellationToken)
    {
        var chosen = new List<AssetRow>(Most);
        foreach (var entry in WeeklyChoice.Order(query.By, await overview.EntriesAsync(query.By, cancellationToken), query.At))
        {
            if (await overview.FindAsync(query.By, entry.Id, cancellationToken) is { } asset) chosen.Add(asset);
            if (chosen.Count == Most) break;
        }

        return chosen;
    }
}
