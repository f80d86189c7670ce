using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>What tells who the person was is erased from the account.</summary>
public sealed class ErasePersonalData(IUsers users, IClock clock) : IRemovalStep
{
    public string Name => "data";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(account.User, cancellationToken) is not { } user) return true;
        user.Erase(clock.Now);
        await users.SaveAsync(user, cancellationToken);
        return true;
    }
}
