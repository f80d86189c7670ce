using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Lists every account. Only admins may call it.</summary>
public sealed record ListUsers(PageRequest Page);

public sealed class ListUsersHandler(IUserDirectory directory)
{
    public Task<Page<UserRow>> HandleAsync(ListUsers query, CancellationToken cancellationToken) => directory.ListAsync(query.Page, cancellationToken);
}
