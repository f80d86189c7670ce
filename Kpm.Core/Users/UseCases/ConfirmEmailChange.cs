using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Gives an account the address that it asked for. The holder of the token in the link may call it, once.</summary>
/// <param name="User">Whose account.</param>
/// <param name="Requested">Which request the link belongs to.</param>
/// <param name="At">Now.</param>
public sealed record ConfirmEmailChange(UserId User, Timestamp Requested, Timestamp At);

public sealed class ConfirmEmailChangeHandler(IUsers users, ClaimDesk claims, SilenceDesk silence)
{
    /// <remarks>It is a sign of life, and kept as one first: the links of earlier check-ins end with it.</remarks>
    public async Task<Result> HandleAsync(ConfirmEmailChange command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new BadAuthorizerToken();
        var wanted = user.State.PendingEmail?.Address;
        var confirmed = user.ConfirmEmailChange(command.Requested, command.At);
        if (confirmed.IsFailure) return confirmed;

        var name = UserClaims.Email(wanted!);
        if (!await claims.ReserveAnewAsync(name, user.Id.ToString(), command.At, holder => users.UsesAsync(holder, name, cancellationToken), cancellationToken)) return new EmailTaken();
        await silence.NoteAsync(user.Id, SignKind.Command, command.At, cancellationToken);
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
