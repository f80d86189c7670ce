using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Tells other contexts whether people can be reached.</summary>
public sealed class AccountLookup(IUsers users) : IAccountLookup
{
    public async Task<AccountReach> ReachOfAsync(UserId user, CancellationToken cancellationToken) => await users.FindAsync(user, cancellationToken) switch
    {
        null or { State.Lifecycle: Lifecycle.Removed } => AccountReach.Gone,
        { IsActive: false } => AccountReach.Inactive,
        { IsUnreachable: true } => AccountReach.Unreachable,
        _ => AccountReach.Reachable,
    };
}
