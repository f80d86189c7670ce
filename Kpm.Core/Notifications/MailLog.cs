using Kpm.Core.Shared;

namespace Kpm.Core.Notifications;

/// <summary>What is known of a mail before it is sent.</summary>
public enum MailStart
{
    /// <summary>Send it: nobody else does, and nobody tried before.</summary>
    First,

    /// <summary>Send it: nobody else does any more.</summary>
    Again,

    /// <summary>It was sent.</summary>
    AlreadySent,

    /// <summary>Somebody is sending it right now, or died while doing so a moment ago.</summary>
    InFlight,
}

/// <summary>What the mail service says that became of a mail.</summary>
public enum MailOutcome
{
    /// <summary>It was taken to be sent.</summary>
    Accepted,

    /// <summary>It reached the receiver's mail server.</summary>
    Delivered,

    /// <summary>The receiver's mail server does not take mail for this address.</summary>
    Bounced,

    /// <summary>It was not sent on, for a reason that says nothing of the address for good.</summary>
    Refused,
}

/// <summary>A mail in the log.</summary>
/// <param name="Kind">Which mail.</param>
/// <param name="Receiver">The user who gets it; null for the board, and for an address that was invited.</param>
/// <param name="StartedTs">When it was last handed over.</param>
public sealed record LoggedMail(MailKind Kind, UserId? Receiver, Timestamp StartedTs);

/// <summary>Remembers what became of mails. Holds no content and no address.</summary>
public interface IMailLog
{
    /// <summary>Claims the sending of a mail for the length of the lease.</summary>
    Task<MailStart> StartAsync(SendEmail mail, Timestamp at, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>The mail service took the mail. Nothing changes when more is known already.</summary>
    Task MarkSentAsync(string mailId, Timestamp at, CancellationToken cancellationToken);

    /// <summary>Gives the lease back after a failure that is known not to have sent the mail. Nothing changes when more is known already.</summary>
    Task MarkNotSentAsync(string mailId, CancellationToken cancellationToken);

    /// <summary>Notes what the mail service tells. What says less than is known changes nothing, so that order and repeats do not matter.</summary>
    /// <returns>The mail; null when it is none of ours.</returns>
    Task<LoggedMail?> NoteAsync(string mailId, MailOutcome outcome, Timestamp at, CancellationToken cancellationToken);

    /// <summary>The mail, once the mail service has taken it; null as long as it has not.</summary>
    Task<MailHandover?> FindSentAsync(string mailId, CancellationToken cancellationToken);
}

/// <summary>That the mail service took a mail.</summary>
/// <param name="At">When.</param>
/// <param name="CameBack">Whether the mailbox is known not to have taken it.</param>
public sealed record MailHandover(Timestamp At, bool CameBack);

/// <summary>How many mails of one kind a receiver gets in a day, so that a fault cannot flood anyone.</summary>
public interface IMailCap
{
    /// <summary>Takes one of those that are left on the UTC day of an instant; false when none is.</summary>
    Task<bool> TryTakeAsync(SendEmail mail, Timestamp at, CancellationToken cancellationToken);
}
