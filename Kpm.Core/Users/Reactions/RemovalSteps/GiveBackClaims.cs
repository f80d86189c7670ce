using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>Address, username and referral code are free again: nobody is found by them, and somebody else may have them.</summary>
public sealed class GiveBackClaims(IUsers users, ClaimDesk claims, IClock clock) : IRemovalStep
{
    public string Name => "claims";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(account.User, cancellationToken) is not { } user) return true;
        var holder = user.Id.ToString();
        var areFree = true;
        foreach (var name in UserClaims.EverOf(user))
        {
            await claims.GiveBackAsync(name, holder, clock.Now, cancellationToken);
            areFree &= await claims.FindHolderAsync(name, cancellationToken) != holder;
        }

        return areFree;
    }
}
