using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Every account, in one partition of container <c>directory</c>.</summary>
internal sealed class UserDirectory(Database database, string list = "users") : IUserDirectory
{
    private readonly RowStore<UserRowDocument> _rows = new(database.GetContainer("directory"));

    public Task PutAsync(UserRow row, CancellationToken cancellationToken) =>
        _rows.PutAsync(new UserRowDocument(row.Id.ToString(), list, "userRow", 1, row.Version, row.CreatedTs, row), cancellationToken);

    public async Task<Page<UserRow>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var found = await _rows.PageAsync(list, "true", "createdTs", page, [], cancellationToken);
        return new Page<UserRow>([.. found.Items.Select(document => document.User)], found.Total, found.Number, found.Size);
    }

    private sealed record UserRowDocument(string Id, string Pk, string Type, int SchemaVersion, long Version, Timestamp CreatedTs, UserRow User) : IRow;
}
