using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

public sealed class InMemoryAssets() : InMemoryRepository<Asset, AssetId, AssetState>(Asset.Load), IAssets
{
    public Task<IReadOnlyList<AssetId>> FindOwnedAsync(UserId person, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AssetId>>([.. All.Where(asset => asset.IsOwnedBy(person) && asset.State.Lifecycle != Lifecycle.Removed).Select(asset => asset.Id)]);
}

/// <summary>The list of admins in memory.</summary>
public sealed class InMemoryAssetDirectory : IAssetDirectory
{
    private readonly Dictionary<AssetId, AssetDirectoryRow> _rows = [];

    public Task PutAsync(AssetDirectoryRow row, CancellationToken cancellationToken)
    {
        if (!_rows.TryGetValue(row.Id, out var current) || current.Version <= row.Version) _rows[row.Id] = row;
        return Task.CompletedTask;
    }

    public Task<Page<AssetDirectoryRow>> ListAsync(AssetDirectoryQuery query, CancellationToken cancellationToken)
    {
        var listed = _rows.Values
            .Where(row => row.State != AssetDirectoryState.Removed && (query.Bookmarked ?? row.Bookmarked) == row.Bookmarked)
            .Where(row => query.FileTypes.IsEmpty || query.FileTypes.Contains(row.FileType, StringComparer.Ordinal))
            .OrderBy(row => KeyOf(query.Order, row)).ThenBy(row => row.Id.Value);
        return Task.FromResult(Paging.PageOf(listed, query.Page));
    }

    private static IComparable KeyOf(AssetDirectoryOrder order, AssetDirectoryRow row) => order switch
    {
        AssetDirectoryOrder.CreatedTs => row.CreatedTs.UnixMilliseconds,
        AssetDirectoryOrder.ModifiedTs => (row.ModifiedTs ?? row.CreatedTs).UnixMilliseconds,
        AssetDirectoryOrder.State => row.State.ToString(),
        AssetDirectoryOrder.FileType => row.FileType,
        AssetDirectoryOrder.FileSizeBytes => row.SizeBytes,
    };
}

public sealed class InMemoryReleases() : InMemoryRepository<AssetRelease, ReleaseId, ReleaseState>(AssetRelease.Load), IReleases
{
    public Task<IReadOnlyList<ReleaseId>> FindOfAsync(UserId person, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReleaseId>>([.. All.Where(release => release.IsParty(person)).Select(release => release.Id)]);

    public Task<IReadOnlyList<ReleaseId>> FindWatchedByAsync(UserId keeper, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReleaseId>>([.. All.Where(release => release.IsKeeper(keeper)).Select(release => release.Id)]);
}
