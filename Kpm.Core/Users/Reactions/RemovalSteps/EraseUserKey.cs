using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>The person's key goes, last of all: whatever was sealed for them alone can never be opened again.</summary>
public sealed class EraseUserKey(IUserKeys keys) : IRemovalStep
{
    public string Name => "key";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        await keys.EraseAsync(account.User, cancellationToken);
        return true;
    }
}
