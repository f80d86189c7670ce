using Kpm.Core.Shared;

namespace Kpm.Core.Users.User;

/// <summary>Whether mails reach the address of an account.</summary>
/// <param name="IsUnreachable">They come back.</param>
/// <param name="AsOf">When the mail was handed over that told so.</param>
public sealed record MailboxReach(bool IsUnreachable, Timestamp AsOf);

public sealed partial class UserAccount
{
    /// <summary>Whether mails to the account come back.</summary>
    public bool IsUnreachable => State.Mailbox?.IsUnreachable == true;

    /// <summary>Notes that a mail to the account's address arrived, or came back. What is older than what is known changes nothing, nor does a mail to a former address.</summary>
    /// <param name="handedOver">When the mail was handed over.</param>
    /// <param name="arrived">Whether it arrived.</param>
    /// <param name="at">Now.</param>
    public void NoteMail(Timestamp handedOver, bool arrived, Timestamp at)
    {
        var since = State.FormerEmails is [.., var last] ? last.ChangedTs : State.CreatedTs;
        if (State.IsFinal || handedOver <= since || handedOver <= State.Mailbox?.AsOf || arrived == !IsUnreachable) return;
        Change(State with { Mailbox = new MailboxReach(!arrived, handedOver) }, at, arrived ? new UserReachable(Id) : new UserUnreachable(Id));
    }
}
