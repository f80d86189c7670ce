using System.Globalization;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Rows in memory; a removed row leaves its version behind.</summary>
public sealed class FakeAssetRows : IAssetRows, IAssetRowRepair, IAssetList
{
    private readonly Dictionary<(UserId Owner, AssetId Asset), (long Version, AssetRow? Row)> _rows = [];

    public Func<Task> BeforeAccess { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<(UserId Owner, AssetRow Row)> Rows => [.. _rows.Where(entry => entry.Value.Row is not null).Select(entry => (entry.Key.Owner, entry.Value.Row!))];

    public Task PutAsync(UserId owner, AssetRow row, CancellationToken cancellationToken) => SetAsync(owner, row.Id, row.Version, row);

    public Task RemoveAsync(UserId owner, AssetId asset, long version, CancellationToken cancellationToken) => SetAsync(owner, asset, version, null);

    public Task<IReadOnlyList<AssetId>> FindAsync(UserId owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AssetId>>([.. Rows.Where(entry => entry.Owner == owner).Select(entry => entry.Row.Id)]);

    public Task RemoveAsync(UserId owner, AssetId asset, long? version, CancellationToken cancellationToken) =>
        SetAsync(owner, asset, version ?? _rows[(owner, asset)].Version, null);

    /// <summary>Nothing is counted here.</summary>
    public Task RecountAsync(UserId owner, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Loses a row, and with it the version that it leaves behind.</summary>
    public void Lose(UserId owner, AssetId asset) => _rows.Remove((owner, asset));

    /// <summary>Nothing lies sealed here.</summary>
    public Task<int> RenewWrapsAsync(RotatedKey key, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<Result<Page<AssetRow>>> PageAsync(UserId owner, AssetListQuery query, CancellationToken cancellationToken)
    {
        var listed = Rows.Where(entry => entry.Owner == owner).Select(entry => entry.Row)
            .Where(row => query.InTrash ? row.ShredTs is not null : row is { Lifecycle: Lifecycle.Active, IsHidden: false, ShredTs: null })
            .Where(row => (query.Bookmarked ?? row.Bookmarked) == row.Bookmarked)
            .Where(row => query.FileTypes.IsEmpty || query.FileTypes.Contains(row.FileType, StringComparer.Ordinal))
            .OrderBy(row => KeyOf(query.Order, row)).ThenBy(row => row.Id.Value);
        return Task.FromResult<Result<Page<AssetRow>>>(Paging.PageOf(listed, query.Page));
    }

    private static IComparable KeyOf(AssetOrder order, AssetRow row) => order switch
    {
        AssetOrder.CreatedTs => row.CreatedTs.UnixMilliseconds,
        AssetOrder.ModifiedTs => (row.ModifiedTs ?? row.CreatedTs).UnixMilliseconds,
        AssetOrder.Title => Folded(row.Content.Title),
        AssetOrder.Description => Folded(row.Content.Description),
        AssetOrder.CreatedDate => Folded(row.Content.CreatedDate),
        AssetOrder.Location => Folded(row.Content.Location),
        AssetOrder.Bookmarked => row.Bookmarked,
        AssetOrder.ExtraPrivate => row.ExtraPrivate,
        AssetOrder.State => row.Lifecycle,
        AssetOrder.FileType => Folded(row.FileType),
        AssetOrder.FileName => Folded(row.Content.FileName),
        AssetOrder.FileSizeBytes => row.SizeBytes,
    };

    private static string Folded(string? text) => (text ?? "").ToLower(CultureInfo.InvariantCulture);

    private async Task SetAsync(UserId owner, AssetId asset, long version, AssetRow? row)
    {
        await BeforeAccess();
        if (_rows.GetValueOrDefault((owner, asset)).Version <= version) _rows[(owner, asset)] = (version, row);
    }
}
