using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Core.Users.UseCases;

/// <summary>Ends one session. Only its user may call it, from any of their sessions; ending an ended session changes nothing.</summary>
public sealed record RevokeSession(SessionId Session, UserId By, Timestamp At);

public sealed class RevokeSessionHandler(ISessions sessions)
{
    public async Task<Result> HandleAsync(RevokeSession command, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(command.By, command.Session, cancellationToken) is not { } session) return new SessionNotFound();
        session.Revoke(command.At);
        await sessions.SaveAsync(session, cancellationToken);
        return Result.Success;
    }
}
