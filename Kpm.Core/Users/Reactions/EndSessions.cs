using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>
/// Sessions are over: each of their documents says so, and forgets its device. They were over before, by the account's epoch; what this
/// adds is that no push goes to a device that was logged out.
/// </summary>
public sealed class EndSessions(IUsers users, ISessions sessions, IClock clock)
{
    public async Task HandleAsync(SessionsEnded happened, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(happened.User, cancellationToken) is not { } user) throw new PermanentFailureException("user_unknown");
        foreach (var session in await sessions.ListAsync(happened.User, cancellationToken))
        {
            if (user.IsActive && user.Admits(session, clock.Now)) continue;
            session.Revoke(clock.Now);
            await sessions.SaveAsync(session, cancellationToken);
        }
    }
}
