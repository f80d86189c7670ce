using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Gives an account a new password. Only its user may call it, with a fresh token; every other session is over.</summary>
/// <param name="User">Whose account.</param>
/// <param name="Session">The session that asks.</param>
/// <param name="OldPassword">As typed.</param>
/// <param name="NewPassword">As typed.</param>
/// <param name="At">Now.</param>
public sealed record ChangePassword(UserId User, SessionId Session, string? OldPassword, string? NewPassword, Timestamp At)
{
    /// <summary>Never the passwords: they must not reach a log.</summary>
    public override string ToString() => $"ChangePassword {{ User = {User} }}";
}

public sealed class ChangePasswordHandler(IUsers users, PasswordRule rule, IPasswordHasher passwords)
{
    public async Task<Result> HandleAsync(ChangePassword command, CancellationToken cancellationToken)
    {
        if (rule.Check(command.NewPassword) is { IsFailure: true } refused) return refused;
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        if (!await passwords.VerifyAsync(command.OldPassword ?? "", user.State.PasswordHash, cancellationToken)) return new BadCredentials();
        if (rule.Check(command.NewPassword, user.State.Username, user.State.Email) is { IsFailure: true } weak) return weak;
        var changed = user.ChangePassword(await passwords.HashAsync(command.NewPassword!, cancellationToken), command.Session, command.At);
        if (changed.IsFailure) return changed;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
