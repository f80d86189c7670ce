using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

public sealed partial class UserAccount
{
    /// <summary>Takes a new password; every session but the one that asked is over.</summary>
    /// <param name="passwordHash">Hash of the new password.</param>
    /// <param name="by">The session that asked; null when the password was forgotten.</param>
    /// <param name="at">Now.</param>
    public Result ChangePassword(string passwordHash, SessionId? by, Timestamp at)
    {
        if (State.IsFinal) return new UserNotFound();
        var changed = WithoutSessions(by) with { PasswordHash = passwordHash, ModifiedTs = Modified(at, "password") };
        Change(changed, at, new PasswordChanged(Id), new SessionsEnded(Id));
        return Result.Success;
    }

    /// <summary>Replaces a hash of former cost; the password stays.</summary>
    public void Rehash(string passwordHash, Timestamp at) => Change(State with { PasswordHash = passwordHash }, at);
}
