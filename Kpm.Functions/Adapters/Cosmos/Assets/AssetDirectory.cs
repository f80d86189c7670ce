using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Every asset, in one partition of container <c>directory</c>.</summary>
internal sealed class AssetDirectory(Database database, string list = "assets") : IAssetDirectory
{
    private readonly RowStore<Document> _rows = new(database.GetContainer("directory"));

    public Task PutAsync(AssetDirectoryRow row, CancellationToken cancellationToken) => _rows.PutAsync(
        new Document(row.Id.ToString(), list, "assetRow", 1, row.Version, row.State, row.FileType, row.SizeBytes, row.Bookmarked, row.CreatedTs, row.ModifiedTs ?? row.CreatedTs, row),
        cancellationToken);

    public async Task<Page<AssetDirectoryRow>> ListAsync(AssetDirectoryQuery query, CancellationToken cancellationToken)
    {
        var (condition, parameters) = AssetFilter.Of("c.state != 'removed'", query.Bookmarked, query.FileTypes);
        var page = await _rows.PageAsync(list, condition, PropertyOf(query.Order), query.Page, parameters, cancellationToken);
        return new Page<AssetDirectoryRow>([.. page.Items.Select(document => document.Asset)], page.Total, page.Number, page.Size);
    }

    /// <summary>Each has a composite index with <c>id</c>.</summary>
    private static string PropertyOf(AssetDirectoryOrder order) => order switch
    {
        AssetDirectoryOrder.CreatedTs => "createdTs",
        AssetDirectoryOrder.ModifiedTs => "modifiedTs",
        AssetDirectoryOrder.State => "state",
        AssetDirectoryOrder.FileType => "fileType",
        AssetDirectoryOrder.FileSizeBytes => "sizeBytes",
    };

    private sealed record Document(
        string Id,
        string Pk,
        string Type,
        int SchemaVersion,
        long Version,
        AssetDirectoryState State,
        string FileType,
        long SizeBytes,
        bool Bookmarked,
        Timestamp CreatedTs,
        Timestamp ModifiedTs,
        AssetDirectoryRow Asset) : IRow;
}
