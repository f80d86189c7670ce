using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Every keep, in one partition of container <c>directory</c>.</summary>
/// <remarks>A partition holds 20 GB, some twenty million rows. https://learn.microsoft.com/azure/cosmos-db/concepts-limits</remarks>
internal sealed class KeepDirectory(Database database, string list = "keeps") : IKeepDirectory
{
    private readonly RowStore<KeepRowDocument> _rows = new(database.GetContainer("directory"));

    public Task PutAsync(KeepRow row, CancellationToken cancellationToken) => _rows.PutAsync(KeepRowDocument.Of(list, row), cancellationToken);

    public async Task<Page<KeepRow>> ListAsync(KeepOrder order, PageRequest page, CancellationToken cancellationToken) =>
        KeepRowDocument.Read(await _rows.PageAsync(list, "true", KeepRowDocument.PropertyOf(order), page, [], cancellationToken));
}
