using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>The devices of log-ins, as far as push messages may reach them.</summary>
public sealed class PushDevices(ISessions sessions, IClock clock) : IPushDevices
{
    public async Task<IReadOnlyList<SessionId>> ListAsync(UserId user, CancellationToken cancellationToken) =>
    [
        .. (await sessions.ListAsync(user, cancellationToken))
            .Where(session => session.State.ClientId is not null && session.IsActive(clock.Now))
            .Select(session => session.Id),
    ];

    public async Task<string?> FindAsync(UserAccount user, SessionId session, CancellationToken cancellationToken) =>
        await sessions.FindAsync(user.Id, session, cancellationToken) is { } found && user.IsActive && user.Admits(found, clock.Now) ? found.State.ClientId : null;

    public async Task ForgetAsync(UserId user, SessionId session, string device, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(user, session, cancellationToken) is not { } found) return;
        found.ForgetDevice(device, clock.Now);
        await sessions.SaveAsync(found, cancellationToken);
    }
}
