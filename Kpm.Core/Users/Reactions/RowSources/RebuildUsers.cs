using Kpm.Core.Shared;

namespace Kpm.Core.Users.Reactions.RowSources;

/// <summary>The row of an account is made anew, as if the account had just changed.</summary>
public sealed class RebuildUsers(IIdPages<UserId> users, ProjectUser project) : RowSource<UserId>("users", users)
{
    protected override Task RebuildAsync(UserId id, CancellationToken cancellationToken) => project.HandleAsync(id, cancellationToken);
}
