using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>How much of one kind there is.</summary>
/// <param name="Count">Number of assets.</param>
/// <param name="Bytes">Sum of the sizes of their files in bytes.</param>
public sealed record KindUsage(int Count, long Bytes);

/// <summary>What a person keeps, and may keep.</summary>
/// <param name="QuotaBytes">The most bytes that the person may keep.</param>
/// <param name="UsedBytes">What counts against it: every asset that is not removed.</param>
/// <param name="Kinds">The active assets, by <see cref="MediaKind"/>.</param>
public sealed record AssetUsage(long QuotaBytes, long UsedBytes, IReadOnlyDictionary<string, KindUsage> Kinds);

/// <summary>An active asset, unopened.</summary>
public sealed record AssetEntry(AssetId Id, Timestamp CreatedTs);

/// <summary>Looks over all active assets of one owner that are not hidden.</summary>
public interface IAssetOverview
{
    Task<AssetUsage> UsageAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>Which there are.</summary>
    Task<IReadOnlyList<AssetEntry>> EntriesAsync(UserId owner, CancellationToken cancellationToken);

    /// <summary>One of them, opened; null when it is not one of them any more.</summary>
    Task<AssetRow?> FindAsync(UserId owner, AssetId asset, CancellationToken cancellationToken);

    /// <summary>The tags of each.</summary>
    Task<IReadOnlyList<ImmutableArray<string>>> TagsAsync(UserId owner, CancellationToken cancellationToken);
}

/// <summary>What an admin changes of a person's quota.</summary>
public interface IQuotaGrants
{
    /// <summary>How many bytes a person may keep on top of what everybody may. Setting it again replaces it.</summary>
    Task GrantAsync(UserId owner, long bytes, CancellationToken cancellationToken);
}
