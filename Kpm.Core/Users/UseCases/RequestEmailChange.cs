using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Asks for another e-mail address. Only its user may call it, with a fresh token; a link mailed to the new address makes the change.</summary>
/// <param name="User">Whose account.</param>
/// <param name="Session">The session that asks.</param>
/// <param name="Email">As typed.</param>
/// <param name="At">Now.</param>
public sealed record RequestEmailChange(UserId User, SessionId Session, string Email, Timestamp At)
{
    /// <summary>Never the address: it must not reach a log.</summary>
    public override string ToString() => $"RequestEmailChange {{ User = {User} }}";
}

public sealed class RequestEmailChangeHandler(IUsers users)
{
    /// <remarks>Whether the address is taken is not looked at here, so the answer cannot tell; it is when the mail is sent and when the link is followed.</remarks>
    public async Task<Result> HandleAsync(RequestEmailChange command, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(command.Email);
        if (email.IsFailure) return email.Error;
        if (await users.FindAsync(command.User, cancellationToken) is not { } user) return new UserNotFound();
        var requested = user.RequestEmailChange(email.Value, command.Session, command.At);
        if (requested.IsFailure) return requested;
        await users.SaveAsync(user, cancellationToken);
        return Result.Success;
    }
}
