using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

public sealed partial class UserAccount
{
    /// <summary>How many former addresses are remembered.</summary>
    public const int MaximumFormerEmails = 5;

    /// <summary>Remembers the wanted address until the link that is mailed to it is followed. A later wish replaces it.</summary>
    public Result RequestEmailChange(EmailAddress address, SessionId by, Timestamp at)
    {
        if (State.IsFinal) return new UserNotFound();
        Change(State with { PendingEmail = new PendingEmail(address.Value, by, at) }, at, new EmailChangeRequested(Id));
        return Result.Success;
    }

    /// <summary>Takes the address that waited; every session but the one that asked is over.</summary>
    /// <param name="requested">Which wish the link belongs to.</param>
    /// <param name="at">Now.</param>
    public Result ConfirmEmailChange(Timestamp requested, Timestamp at)
    {
        if (State.IsFinal || State.PendingEmail is not { } pending || pending.RequestedTs != requested) return new BadAuthorizerToken();
        var former = State.FormerEmails.Add(new FormerEmail(State.Email, at));
        var changed = WithoutSessions(pending.Session) with
        {
            Email = pending.Address,
            PendingEmail = null,
            Mailbox = null,
            FormerEmails = former.Length > MaximumFormerEmails ? former[^MaximumFormerEmails..] : former,
            ModifiedTs = Modified(at, "email"),
        };
        Change(changed, at, new EmailChanged(Id), new SessionsEnded(Id));
        return Result.Success;
    }
}
