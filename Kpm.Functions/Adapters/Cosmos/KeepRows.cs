using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The keeps of each person, in container <c>keepsByParty</c>.</summary>
internal sealed class KeepRows(Database database) : IKeepRows
{
    private readonly RowStore<KeepRowDocument> _rows = new(database.GetContainer("keepsByParty"));

    public Task PutAsync(UserId person, KeepRow row, CancellationToken cancellationToken) =>
        _rows.PutAsync(KeepRowDocument.Of(person.ToString(), row), cancellationToken);

    public async Task<Page<KeepRow>> ListAsync(UserId person, Lifecycle? lifecycle, KeepOrder order, PageRequest page, CancellationToken cancellationToken)
    {
        var states = lifecycle is { } one ? [one] : new[] { Lifecycle.Pending, Lifecycle.Active };
        var found = await _rows.PageAsync(person.ToString(), "ARRAY_CONTAINS(@states, c.state)", KeepRowDocument.PropertyOf(order), page, [("@states", states)], cancellationToken);
        return KeepRowDocument.Read(found);
    }

    public Task<int> CountRequestedAsync(UserId person, CancellationToken cancellationToken) =>
        _rows.CountAsync(person.ToString(), "c.state = 'pending' AND c.keep.requested.id = @person", [("@person", person.ToString())], cancellationToken);
}
