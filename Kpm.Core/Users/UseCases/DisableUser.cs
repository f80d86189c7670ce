using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Shuts an account. Only an admin may call it, with a fresh token; a shut account stays shut.</summary>
/// <param name="User">Whose account.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record DisableUser(UserId User, long? ExpectedVersion, Timestamp At);

public sealed class DisableUserHandler(IUsers users)
{
    public async Task<Result> HandleAsync(DisableUser command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        if (command.ExpectedVersion is { } expected && expected != user.Version) return new VersionMismatch();
        var disabled = user.Disable(command.At);
        if (disabled.IsFailure) return disabled;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
