using Kpm.Core.Shared;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Counts the tags of a person's active assets. Every active user may call it.</summary>
public sealed record GetTagCloud(UserId By);

public sealed class GetTagCloudHandler(IAssetOverview overview)
{
    /// <summary>The most tags of a cloud.</summary>
    public const int Most = 8;

    /// <summary>The most frequent tags, with their counts; of two that are as frequent the first by code points.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, int>>> HandleAsync(GetTagCloud query, CancellationToken cancellationToken) =>
        [.. (await overview.TagsAsync(query.By, cancellationToken)).SelectMany(tags => tags)
            .CountBy(tag => tag, StringComparer.Ordinal)
            .OrderByDescending(tag => tag.Value).ThenBy(tag => tag.Key, StringComparer.Ordinal)
            .Take(Most)];
}
