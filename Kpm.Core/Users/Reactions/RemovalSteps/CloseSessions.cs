using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Core.Users.Reactions.RemovalSteps;

/// <summary>Every session of the account ends and forgets its device. None was admitted any more since the account was removed.</summary>
public sealed class CloseSessions(ISessions sessions, IClock clock) : IRemovalStep
{
    public string Name => "sessions";

    public async Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken)
    {
        foreach (var session in await sessions.ListAsync(account.User, cancellationToken))
        {
            session.Revoke(clock.Now);
            await sessions.SaveAsync(session, cancellationToken);
        }

        return (await sessions.ListAsync(account.User, cancellationToken)).Count == 0;
    }
}
