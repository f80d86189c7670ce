using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Ends an account for good. Only an admin may call it, with a fresh token; a removed account stays removed.</summary>
/// <param name="User">Whose account.</param>
/// <param name="By">The admin.</param>
/// <param name="Reason">Why; may be empty, at most <see cref="MaximumReasonLength"/> characters.</param>
/// <param name="ExpectedVersion">The version that the caller has seen; null for any.</param>
/// <param name="At">Now.</param>
public sealed record RemoveUser(UserId User, UserId By, string Reason, long? ExpectedVersion, Timestamp At)
{
    public const int MaximumReasonLength = 4000;

    /// <summary>Never the reason: it must not reach a log.</summary>
    public override string ToString() => $"RemoveUser {{ User = {User} }}";
}

public sealed class RemoveUserHandler(IUsers users)
{
    public async Task<Result> HandleAsync(RemoveUser command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        if (command.ExpectedVersion is { } expected && expected != user.Version) return new VersionMismatch();
        var removed = user.Remove(command.By, command.Reason, command.At);
        if (removed.IsFailure) return removed;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
