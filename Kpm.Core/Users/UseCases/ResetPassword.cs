using Kpm.Core.Shared;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Gives an account a new password in place of a forgotten one. The holder of the token in the link may call it, once; every session is over.</summary>
/// <param name="User">Whose account.</param>
/// <param name="Epoch">The epoch of the account when the link was mailed: any change of password since then ends the link.</param>
/// <param name="NewPassword">As typed.</param>
/// <param name="At">Now.</param>
public sealed record ResetPassword(UserId User, long Epoch, string? NewPassword, Timestamp At)
{
    /// <summary>Never the password: it must not reach a log.</summary>
    public override string ToString() => $"ResetPassword {{ User = {User} }}";
}

public sealed class ResetPasswordHandler(IUsers users, PasswordRule rule, IPasswordHasher passwords, SilenceDesk silence)
{
    /// <remarks>It is a sign of life, and kept as one first: the links of earlier check-ins end with it.</remarks>
    public async Task<Result> HandleAsync(ResetPassword command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { IsActive: true } user || user.State.SessionEpoch != command.Epoch) return new BadAuthorizerToken();
        if (rule.Check(command.NewPassword, user.State.Username, user.State.Email) is { IsFailure: true } refused) return refused;
        var changed = user.ChangePassword(await passwords.HashAsync(command.NewPassword!, cancellationToken), by: null, command.At);
        if (changed.IsFailure) return changed;
        await silence.NoteAsync(user.Id, SignKind.Command, command.At, cancellationToken);
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
