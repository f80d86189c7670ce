using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Asks that the own account end. Only its user may call it, with a fresh token; a log-in within the cooling-off takes it back.</summary>
public sealed record LeaveKpm(UserId User, Timestamp At);

public sealed class LeaveKpmHandler(IUsers users)
{
    public async Task<Result> HandleAsync(LeaveKpm command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        var requested = user.RequestClosing(command.At);
        if (requested.IsFailure) return requested;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
