using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Everybody can be reached, but for those of whom something else is said.</summary>
public sealed class FakeAccounts : IAccountLookup
{
    public Dictionary<UserId, AccountReach> Reaches { get; } = [];

    public Task<AccountReach> ReachOfAsync(UserId user, CancellationToken cancellationToken) => Task.FromResult(Reaches.GetValueOrDefault(user, AccountReach.Reachable));
}
