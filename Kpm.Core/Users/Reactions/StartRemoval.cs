using Kpm.Core.Users.Removal;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>An account was removed: what follows from it is started, once.</summary>
public sealed class StartRemoval(IRemovals removals)
{
    public Task HandleAsync(UserRemoved happened, CancellationToken cancellationToken) =>
        removals.AddAsync(AccountRemoval.Start(happened.User, happened.By, happened.At), cancellationToken);
}
