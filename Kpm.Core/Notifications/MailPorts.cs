using Kpm.Core.Shared;

namespace Kpm.Core.Notifications;

/// <summary>A mail made ready for one receiver.</summary>
public sealed record RenderedMail(string MailId, string To, string? ToName, string Subject, string Html, string Text)
{
    /// <summary>Whether the receiver may do without mails like this one, and is told how.</summary>
    public bool CanBeRefused { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"RenderedMail {{ MailId = {MailId} }}";
}

/// <summary>A mail in words: subject, HTML and text.</summary>
public sealed record MailText(string Subject, string Html, string Text)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(MailText);
}

/// <summary>Puts a mail into words.</summary>
public interface IMailRenderer
{
    /// <summary>The mail in one language; in all, one after the other, when the reader's is not known.</summary>
    Task<MailText> RenderAsync(Mail mail, Language? language, CancellationToken cancellationToken);
}

/// <summary>Hands a mail to the mail service.</summary>
public interface IMailSender
{
    /// <exception cref="TransientFailureException">The service is overloaded or down.</exception>
    /// <exception cref="PermanentFailureException">The service refuses this mail for good.</exception>
    Task SendAsync(RenderedMail mail, CancellationToken cancellationToken);
}

/// <summary>The links that mails carry.</summary>
public interface IMailLinks
{
    /// <summary>What stands in the place of a token where a link opens nothing.</summary>
    const string DeadToken = "rehearsal";

    /// <summary>An absolute link to the page that activates the account; its token lasts 90 minutes.</summary>
    string Activation(UserId user, Timestamp at);

    /// <summary>An absolute link to the page that sets a new password; its token lasts 30 minutes and works until the password is changed.</summary>
    string PasswordReset(UserId user, int epoch, Timestamp at);

    /// <summary>An absolute link to the page that confirms a new address; its token lasts 24 hours and works once.</summary>
    string EmailChange(UserId user, Timestamp requested, Timestamp at);

    /// <summary>An absolute link to the page that offers to take up an invitation.</summary>
    string Invitation(string token);

    /// <summary>An absolute link to the page that says what waits for the receiver and how to claim it; its token lasts a year and lets nobody in.</summary>
    string Claim(UserId receiver, UserId giver, Timestamp at);

    /// <summary>An absolute link to the page whose button is a sign of life; its token lasts 180 days and does nothing else.</summary>
    string CheckIn(UserId user, Timestamp at);

    /// <summary>An absolute link to the page of the web client that shows a keeper an attempt; it lets nobody in. To the web client itself where the attempt is not known.</summary>
    string Watch(ReleaseId? legacy, AttemptId? attempt);

    /// <summary>A link to the page of a claim that opens nothing.</summary>
    string DeadClaim { get; }

    /// <summary>An absolute link to the page that certifies the erasure of the account; its token lasts five years.</summary>
    string ErasureCertificate(UserId user, Timestamp at);

    /// <summary>An absolute reference to the account, for admins.</summary>
    string UserReference(UserId user);
}

/// <summary>An invitation on its way.</summary>
/// <param name="Address">Where it goes.</param>
/// <param name="Token">What takes it up: minted for this mail.</param>
public sealed record InvitationLetter(string Address, string Token)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(InvitationLetter);
}

/// <summary>Makes invitations ready to be mailed.</summary>
public interface IInvitationLetters
{
    /// <summary>The letter with a new token, which ends the one before; null when the invitation is not open any more, or when the invited may not be told now.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="isInviterActive">Whether the account of whoever invites is active, and not shut.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TransientFailureException">Somebody else changed it at this moment.</exception>
    Task<InvitationLetter?> WriteAsync(InvitationId invitation, bool isInviterActive, CancellationToken cancellationToken);
}

/// <summary>What a mail tells of a log-in.</summary>
/// <param name="Device">What the client called itself, if it did.</param>
/// <param name="At">When.</param>
public sealed record LogInFacts(string? Device, Timestamp At)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(LogInFacts);
}

/// <summary>The log-ins that mails tell of.</summary>
public interface ILogIns
{
    /// <summary>The log-in that started a session; null when it is not known any more.</summary>
    Task<LogInFacts?> FindAsync(UserId user, SessionId session, CancellationToken cancellationToken);
}

/// <summary>What a mail tells of a revocation.</summary>
/// <param name="TakenBack">How many assets nobody has by the legacy.</param>
/// <param name="Downloaded">How many stay where they are because they had been downloaded.</param>
/// <param name="Kept">How many stay for other reasons.</param>
/// <param name="FirstDownload">When the first of them was downloaded; null when none was.</param>
public sealed record RevocationReport(int TakenBack, int Downloaded, int Kept, Timestamp? FirstDownload);

/// <summary>The attempts to reach somebody that mails are about.</summary>
public interface IOpenAttempts
{
    /// <summary>Whether it has not ended: then its mails are still to be sent.</summary>
    Task<bool> IsOpenAsync(ReleaseId legacy, AttemptId attempt, CancellationToken cancellationToken);
}

/// <summary>The revocations that mails tell of.</summary>
public interface IRevocationReports
{
    /// <exception cref="PermanentFailureException">There is no such revocation.</exception>
    Task<RevocationReport> FindAsync(ReleaseId legacy, CancellationToken cancellationToken);
}

/// <summary>Who is named in mails, where internal ones go, and how long one that is being sent is left alone.</summary>
/// <param name="FounderNames">First names.</param>
/// <param name="BoardAddress">Where internal mails go.</param>
/// <param name="Lease">Longer than the lock of a queue message, so that a redelivery never meets an ended lease while the first try still runs.</param>
public sealed record MailPolicy(IReadOnlyList<string> FounderNames, string BoardAddress, TimeSpan Lease)
{
    /// <summary>One of the founders, always the same for one mail.</summary>
    public string FounderFor(string mailId) => FounderNames[mailId.Sum(c => c) % FounderNames.Count];
}

/// <summary>What people answered in forms.</summary>
public interface IFeedbackAnswers
{
    /// <summary>The answers that were given after an instant and until another, oldest first.</summary>
    Task<IReadOnlyList<FeedbackDigestAnswer>> ListAsync(Timestamp after, Timestamp until, CancellationToken cancellationToken);
}
