using Kpm.Core.Shared;
using Kpm.Core.Users.Session;

namespace Kpm.Core.Users.UseCases;

/// <summary>Ends the session of a refresh token. The holder of the token may call it; ending an ended session changes nothing.</summary>
public sealed record LogOut(RefreshToken Token, Timestamp At);

public sealed class LogOutHandler(ISessions sessions, IRefreshSecrets refreshSecrets)
{
    public async Task<Result> HandleAsync(LogOut command, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(command.Token.User, command.Token.Session, cancellationToken);
        if (session is null || !session.Gave(refreshSecrets.Hash(command.Token.Secret))) return new InvalidToken();
        session.Revoke(command.At);
        await sessions.SaveAsync(session, cancellationToken);
        return Result.Success;
    }
}
