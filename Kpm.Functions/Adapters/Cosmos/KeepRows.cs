using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The keeps of each person, in container <c>keepsByParty</c>.</summary>
internal sealed class KeepRows(Database database) : IKeepRows
{
    private readonly RowStore<KeepRowDocument> _rows = new(database.GetContainer("keepsByParty"));

    public Task PutAsync(UserId person, KeepRow row, CancellationToken cancellationToken) => _rows.PutAsync(
        new KeepRowDocument(row.Id.ToString(), person.ToString(), "keepRow", 1, row.Revision, row.Lifecycle, row.CreatedTs, row.ModifiedTs ?? row.CreatedTs, row),
        cancellationToken);

    public async Task<Page<KeepRow>> ListAsync(UserId person, Lifecycle? lifecycle, KeepOrder order, PageRequest page, CancellationToken cancellationToken)
    {
        var orderBy = order switch
        {
            KeepOrder.CreatedTs => "createdTs",
            KeepOrder.ModifiedTs => "modifiedTs",
            KeepOrder.State => "state",
        };
        var states = lifecycle is { } one ? [one] : new[] { Lifecycle.Pending, Lifecycle.Active };
        var found = await _rows.PageAsync(person.ToString(), "ARRAY_CONTAINS(@states, c.state)", orderBy, page, [("@states", states)], cancellationToken);
        return new Page<KeepRow>([.. found.Items.Select(document => document.Keep with { Revision = document.Version })], found.Total, found.Number, found.Size);
    }

    public Task<int> CountRequestedAsync(UserId person, CancellationToken cancellationToken) =>
        _rows.CountAsync(person.ToString(), "c.state = 'pending' AND c.keep.requested.id = @person", [("@person", person.ToString())], cancellationToken);

    private sealed record KeepRowDocument(
        string Id,
        string Pk,
        string Type,
        int SchemaVersion,
        long Version,
        Lifecycle State,
        Timestamp CreatedTs,
        Timestamp ModifiedTs,
        KeepRow Keep) : IRow;
}
