using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Every release, in one partition of container <c>directory</c>.</summary>
internal sealed class ReleaseDirectory(Database database, string list = "releases") : IReleaseDirectory
{
    private readonly RowStore<Document> _rows = new(database.GetContainer("directory"));

    public Task PutAsync(ReleaseDirectoryRow row, CancellationToken cancellationToken) =>
        _rows.PutAsync(new Document(row.Id.ToString(), list, "releaseRow", 1, row.Version, row.CreatedTs, row), cancellationToken);

    public async Task<Page<ReleaseDirectoryRow>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var found = await _rows.PageAsync(list, "true", "createdTs", page, [], cancellationToken);
        return new Page<ReleaseDirectoryRow>([.. found.Items.Select(document => document.Listed)], found.Total, found.Number, found.Size);
    }

    private sealed record Document(string Id, string Pk, string Type, int SchemaVersion, long Version, Timestamp CreatedTs, ReleaseDirectoryRow Listed) : IRow;
}
