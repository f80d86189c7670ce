using Kpm.Core.Shared;
using Kpm.Core.Users.Life;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>When the person was last here is nobody's business any more.</summary>
public sealed class ForgetSignsOfLife(ISignsOfLife signs, IClock clock) : IRemovalStep
{
    public string Name => "signs_of_life";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        if (await signs.FindAsync(account.User, cancellationToken) is not { } known) return true;
        known.Forget(clock.Now);
        await signs.SaveAsync(known, cancellationToken);
        return true;
    }
}
