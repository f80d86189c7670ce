using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Makes an account active. The holder of its activation token may call it, and an admin.</summary>
/// <param name="User">Whose account.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record ActivateUser(UserId User, long? ExpectedVersion, Timestamp At);

public sealed class ActivateUserHandler(IUsers users)
{
    public async Task<Result> HandleAsync(ActivateUser command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        if (command.ExpectedVersion is { } expected && expected != user.Version) return new VersionMismatch();
        var activated = user.Activate(command.At);
        if (activated.IsFailure) return activated;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
