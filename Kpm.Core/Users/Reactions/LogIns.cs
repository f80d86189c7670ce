using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Core.Users.Reactions;

/// <summary>Log-ins as their sessions tell of them.</summary>
public sealed class LogIns(ISessions sessions) : ILogIns
{
    public async Task<LogInFacts?> FindAsync(UserId user, SessionId session, CancellationToken cancellationToken) =>
        await sessions.FindAsync(user, session, cancellationToken) is { State: var state } ? new LogInFacts(state.Device, state.CreatedTs) : null;
}
