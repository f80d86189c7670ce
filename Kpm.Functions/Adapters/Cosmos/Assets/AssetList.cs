using System.Globalization;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>
/// Lists an owner's assets. In the default order the store pages; any other order opens the owner's rows, at most
/// <see cref="MostToOpen"/>, because what it orders by is sealed.
/// </summary>
internal sealed class AssetList(OwnerPartition partition, IContentSealer sealer) : IAssetList
{
    public const int MostToOpen = 10_000;
    private readonly RowStore<AssetRowDocument> _rows = new(partition.Container);

    public async Task<Result<Page<AssetRow>>> PageAsync(UserId owner, AssetListQuery query, CancellationToken cancellationToken)
    {
        var (condition, parameters) = AssetFilter.Of(
            query.InTrash ? "c.type = 'assetRow' AND c.state = 'trashed'" : "c.type = 'assetRow' AND c.state = 'active'", query.Bookmarked, query.FileTypes);
        if (query.Order == AssetOrder.CreatedTs)
        {
            var page = await _rows.PageAsync(owner.ToString(), condition, "createdTs", query.Page, parameters, cancellationToken);
            return new Page<AssetRow>(await OpenAsync(owner, page.Items, cancellationToken), page.Total, page.Number, page.Size);
        }

        var all = await _rows.PageAsync(owner.ToString(), condition, "createdTs", new PageRequest(1, MostToOpen), parameters, cancellationToken);
        if (all.Total > MostToOpen) return new TooManyToOrder();
        var opened = await OpenAsync(owner, all.Items, cancellationToken);
        IEnumerable<AssetRow> ordered = opened.OrderBy(row => row, Comparer<AssetRow>.Create((left, right) => Compare(query.Order, left, right))).ThenBy(row => row.Id.Value);
        if (query.Page.Descending) ordered = ordered.Reverse();
        return new Page<AssetRow>([.. ordered.Skip(query.Page.Offset).Take(query.Page.Size)], all.Total, query.Page.Number, query.Page.Size);
    }

    private async Task<IReadOnlyList<AssetRow>> OpenAsync(UserId owner, IReadOnlyList<AssetRowDocument> rows, CancellationToken cancellationToken)
    {
        var opened = new List<AssetRow>(rows.Count);
        foreach (var row in rows)
        {
            var record = AssetRowDocument.RecordOf(owner, EntityId.Parse<AssetId>(row.Id));
            opened.Add(row.Open(await sealer.OpenAsync<AssetContent>(record, row.Sealed!, owner, cancellationToken)));
        }

        return opened;
    }

    private static int Compare(AssetOrder order, AssetRow left, AssetRow right) => order switch
    {
        AssetOrder.CreatedTs => left.CreatedTs.CompareTo(right.CreatedTs),
        AssetOrder.ModifiedTs => (left.ModifiedTs ?? left.CreatedTs).CompareTo(right.ModifiedTs ?? right.CreatedTs),
        AssetOrder.Title => Text(left.Content.Title, right.Content.Title),
        AssetOrder.Description => Text(left.Content.Description, right.Content.Description),
        AssetOrder.CreatedDate => Text(left.Content.CreatedDate, right.Content.CreatedDate),
        AssetOrder.Location => Text(left.Content.Location, right.Content.Location),
        AssetOrder.Bookmarked => left.Bookmarked.CompareTo(right.Bookmarked),
        AssetOrder.ExtraPrivate => left.ExtraPrivate.CompareTo(right.ExtraPrivate),
        AssetOrder.State => left.Lifecycle.CompareTo(right.Lifecycle),
        AssetOrder.FileType => Text(left.FileType, right.FileType),
        AssetOrder.FileName => Text(left.Content.FileName, right.Content.FileName),
        AssetOrder.FileSizeBytes => left.SizeBytes.CompareTo(right.SizeBytes),
    };

    private static int Text(string? left, string? right) => CultureInfo.InvariantCulture.CompareInfo.Compare(left, right, CompareOptions.IgnoreCase);
}
