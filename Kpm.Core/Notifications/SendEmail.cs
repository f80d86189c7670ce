using Kpm.Core.Shared;

namespace Kpm.Core.Notifications;

/// <summary>The mails that Kpm sends.</summary>
public enum MailKind
{
    /// <summary>To a new user: welcome, and the link that activates the account.</summary>
    Welcome,

    /// <summary>To the board: there is a new user.</summary>
    NewUserInternal,

    /// <summary>To a user: the account is ready.</summary>
    AccountReady,

    /// <summary>To a user: the link that sets a new password.</summary>
    PasswordReset,

    /// <summary>To a user: the password was changed.</summary>
    PasswordChanged,

    /// <summary>To the address that a user wants to have: the link that makes the change.</summary>
    EmailChange,

    /// <summary>To the address that a user had: it is another one now.</summary>
    EmailChanged,

    /// <summary>To a user who wants to leave: when the account ends, and how to keep it.</summary>
    AccountClosing,

    /// <summary>To a user who came back: the account goes on.</summary>
    AccountKept,

    /// <summary>To a user: the account was removed. The last mail.</summary>
    AccountRemoved,

    /// <summary>To a user: a log-in needs a second factor from now on.</summary>
    SecondFactorAdded,

    /// <summary>To a user: a log-in needs the password only.</summary>
    SecondFactorRemoved,

    /// <summary>To a user: there are new recovery codes.</summary>
    RecoveryCodesMade,

    /// <summary>To a user: a recovery code was used.</summary>
    RecoveryCodeUsed,

    /// <summary>To a user: somebody asks to be a keep.</summary>
    KeepRequested,

    /// <summary>To a user: somebody they asked is a keep now.</summary>
    KeepAccepted,

    /// <summary>To a user: there is another passkey.</summary>
    PasskeyAdded,

    /// <summary>To a user: a passkey does not work any more.</summary>
    PasskeyRemoved,

    /// <summary>To a user: a log-in was refused because there may be a copy of a passkey.</summary>
    PasskeySuspected,

    /// <summary>To a user: the archive of everything can be read.</summary>
    ExportReady,

    /// <summary>To a receiver: somebody left something that can be claimed now.</summary>
    LegacyClaimable,

    /// <summary>To a receiver: what somebody left is theirs now.</summary>
    LegacyDelivered,

    /// <summary>To an owner: some of what they left could not be delivered.</summary>
    LegacyNotDelivered,

    /// <summary>To an owner: what they planned has ended without delivery, and not by them.</summary>
    LegacyCanceled,

    /// <summary>To a receiver who had been told: what waited for them does not any more.</summary>
    LegacyWithdrawn,

    /// <summary>To an address that a user invited: a legacy waits, and the link that takes up the invitation.</summary>
    LegacyWaits,

    /// <summary>To a receiver, if the owner wished so: somebody prepared something. Never what, when or where.</summary>
    LegacyScheduled,

    /// <summary>To an owner: what they planned has ended because a receiver is no keep any more.</summary>
    LegacyReceiverMissing,

    /// <summary>To an owner: what came back of what they had revoked, and what did not.</summary>
    LegacyRevoked,

    /// <summary>To a receiver: what somebody had left was taken back.</summary>
    LegacyTakenBack,

    /// <summary>To an owner: what they planned waits for another legacy, which was cancelled.</summary>
    LegacyStranded,

    /// <summary>To an owner: a receiver of what is claimed in turn was passed over, or somebody who was invited and did not come.</summary>
    LegacyPassedOver,

    /// <summary>To an owner: nobody has claimed what is claimed in turn, and nobody is left to pass it to.</summary>
    LegacyUnclaimed,

    /// <summary>To a user: a log-in from a device that was not seen before.</summary>
    NewLogIn,

    /// <summary>To an owner: mails to a keep come back.</summary>
    KeepUnreachable,

    /// <summary>To an owner: somebody who watched over what they planned is no keep any more.</summary>
    KeeperMissing,

    /// <summary>To an owner who is silent: asks for a sign of life, and brings the link to the page with the button.</summary>
    CheckIn,

    /// <summary>To an owner who is silent: what they planned will happen soon, and the link to the page with the button that stops it.</summary>
    ReleaseImminent,

    /// <summary>To an owner who was silent: a keeper said that they are alive.</summary>
    AttemptPaused,

    /// <summary>To an owner who was silent: they gave a sign of life, and nothing happens.</summary>
    AttemptStopped,

    /// <summary>To a keeper: the owner is silent; whoever knows that they are alive can say so.</summary>
    KeeperAsked,

    /// <summary>To a keeper: what the owner planned for their silence will happen soon.</summary>
    KeeperWarned,

    /// <summary>To a keeper: another one said that the owner is alive.</summary>
    KeeperSpoke,

    /// <summary>To a keeper: the owner gave a sign of life.</summary>
    KeeperReassured,

    /// <summary>To a keeper: somebody chose them.</summary>
    KeeperChosen,

    /// <summary>To an owner: a keeper said that they are no more, and the link to the page with the button that refutes it.</summary>
    OwnerAttested,

    /// <summary>To an owner: a keeper took that back.</summary>
    OwnerAttestationWithdrawn,

    /// <summary>To a keeper: another one said that the owner is no more.</summary>
    KeeperAttested,

    /// <summary>To a keeper: another one took that back.</summary>
    KeeperAttestationWithdrawn,

    /// <summary>To the board: what people answered.</summary>
    FeedbackDigest,
}

/// <summary>Work: send one mail to one receiver. Carries ids only; address, language and tokens are looked up when it is sent.</summary>
/// <param name="MailId">Names this mail for ever: the cause, the kind and the receiver.</param>
/// <param name="Kind">Which mail.</param>
/// <param name="About">The user whom it is about; null when it is about no one in particular.</param>
/// <param name="Receiver">The user who gets it; null for the board, and for an address that was invited.</param>
public sealed record SendEmail(string MailId, MailKind Kind, UserId? About, UserId? Receiver)
{
    /// <summary>From when on the mail tells, itself not included; null where it tells of no time.</summary>
    public Timestamp? After { get; init; }

    /// <summary>The end of what the mail offers or tells; null where there is none.</summary>
    public Timestamp? Until { get; init; }

    /// <summary>The invitation whose address gets the mail; null when a user or the board does.</summary>
    public InvitationId? Invitation { get; init; }

    /// <summary>The session that the mail is about; null when it is about none.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The rehearsal that shows this mail to the owner of the plan; null for a mail that is meant.</summary>
    public RehearsalId? Rehearsal { get; init; }

    /// <summary>The user who would get the mail that is rehearsed; null for somebody who is invited, and for a mail that is meant.</summary>
    public UserId? InPlaceOf { get; init; }

    /// <summary>The legacy whose revocation, attempt or keepers the mail tells of; null when it tells of none.</summary>
    public ReleaseId? Legacy { get; init; }

    /// <summary>The attempt under way that the mail is about: it is not sent once that has ended. Null when it is about none.</summary>
    public AttemptId? Attempt { get; init; }

    public static SendEmail ToUser(MailKind kind, UserId user, string cause) => new($"{cause}:{kind}:{user}", kind, user, user);

    /// <summary>To a user, about somebody else.</summary>
    public static SendEmail ToUserAbout(UserId about, MailKind kind, UserId user, string cause) => new($"{cause}:{kind}:{user}", kind, about, user);

    /// <summary>To the address of an invitation.</summary>
    public static SendEmail ToInvited(InvitationId invitation, UserId inviter, string cause) =>
        new($"{cause}:{MailKind.LegacyWaits}", MailKind.LegacyWaits, inviter, null) { Invitation = invitation };

    /// <summary>To the owner of a legacy that was revoked.</summary>
    public static SendEmail OfRevocation(ReleaseId legacy, UserId owner, string cause) => ToUser(MailKind.LegacyRevoked, owner, cause) with { Legacy = legacy };

    /// <summary>To the board: what was answered after an instant and until another.</summary>
    public static SendEmail OfFeedback(Timestamp after, Timestamp until) =>
        new($"{after}:{until}:{MailKind.FeedbackDigest}:board", MailKind.FeedbackDigest, About: null, Receiver: null) { After = after, Until = until };

    /// <summary>The same mail about the owner of a plan, for that owner in place of whoever would get it.</summary>
    public SendEmail Rehearsed(RehearsalId rehearsal) =>
        this with { MailId = $"{rehearsal}:{Kind}:{Receiver?.ToString() ?? Invitation?.ToString()}", Receiver = About, Rehearsal = rehearsal, InPlaceOf = Receiver };

    public static SendEmail ToBoard(MailKind kind, UserId about, string cause) => new($"{cause}:{kind}:board", kind, about, null);
}
