namespace Kpm.Core.Notifications;

/// <summary>A mail with its variables; its words lie beside it, one file for each language.</summary>
/// <param name="Template">What the names of those files begin with.</param>
public abstract record Mail(string Template)
{
    /// <summary>Whether it is shown to the owner of a plan that is rehearsed: subject and text say so, and its links open nothing.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Never the variables: they must not reach a log.</summary>
    public sealed override string ToString() => $"Mail {{ Template = {Template} }}";
}

/// <summary>Welcomes a new user, with the link that activates the account.</summary>
public sealed record WelcomeMail(string Name, string FounderName, string ActivationLink) : Mail("welcome");

/// <summary>Tells the board of a new user.</summary>
public sealed record NewUserInternalMail(string Id, string Username, string Email, string? Referral, string AdminReference) : Mail("new_user_internal");

/// <summary>Brings the link that sets a new password.</summary>
public sealed record PasswordResetMail(string Name, string ResetLink) : Mail("password_reset");

/// <summary>Tells that the password was changed.</summary>
public sealed record PasswordChangedMail(string Name) : Mail("password_changed");

/// <summary>Brings the link that makes this address the account's.</summary>
public sealed record EmailChangeMail(string Name, string ConfirmLink) : Mail("email_change");

/// <summary>Tells the former address that the account has another one now.</summary>
public sealed record EmailChangedMail(string Name) : Mail("email_changed");

/// <summary>Tells a user who wants to leave when the account ends.</summary>
/// <param name="Name">The username.</param>
/// <param name="Date">The day, in UTC, as year-month-day.</param>
public sealed record AccountClosingMail(string Name, string Date) : Mail("account_closing");

/// <summary>Tells a user who came back that the account goes on.</summary>
public sealed record AccountKeptMail(string Name) : Mail("account_kept");

/// <summary>Tells a user that the account was removed, and where the certificate of its erasure will be.</summary>
public sealed record AccountRemovedMail(string Name, string CertificateLink) : Mail("account_removed");

/// <summary>Tells a user that the account is ready.</summary>
public sealed record AccountReadyMail(string Name, string FounderName) : Mail("account_ready");

/// <summary>Tells that a log-in needs a second factor from now on.</summary>
public sealed record SecondFactorAddedMail(string Name) : Mail("second_factor_added");

/// <summary>Tells that a log-in needs the password only.</summary>
public sealed record SecondFactorRemovedMail(string Name) : Mail("second_factor_removed");

/// <summary>Tells that there are new recovery codes.</summary>
public sealed record RecoveryCodesMadeMail(string Name) : Mail("recovery_codes_made");

/// <summary>Tells that somebody asks to be a keep.</summary>
/// <param name="Name">The username of whoever is asked.</param>
/// <param name="KeepName">The username of whoever asks.</param>
public sealed record KeepRequestedMail(string Name, string KeepName) : Mail("keep_requested");

/// <summary>Tells that somebody who was asked is a keep now.</summary>
/// <param name="Name">The username of whoever asked.</param>
/// <param name="KeepName">The username of whoever accepted.</param>
public sealed record KeepAcceptedMail(string Name, string KeepName) : Mail("keep_accepted");

/// <summary>Tells that a recovery code was used.</summary>
public sealed record RecoveryCodeUsedMail(string Name) : Mail("recovery_code_used");

/// <summary>Tells that there is another passkey.</summary>
public sealed record PasskeyAddedMail(string Name) : Mail("passkey_added");

/// <summary>Tells that a passkey does not work any more.</summary>
public sealed record PasskeyRemovedMail(string Name) : Mail("passkey_removed");

/// <summary>Tells that the archive of everything can be read.</summary>
/// <param name="Name">The username.</param>
/// <param name="Until">The day on which it ends, in UTC, as year-month-day.</param>
public sealed record ExportReadyMail(string Name, string Until) : Mail("export_ready");

/// <summary>Tells that a log-in was refused because there may be a copy of a passkey.</summary>
public sealed record PasskeySuspectedMail(string Name) : Mail("passkey_suspected");

/// <summary>Tells that somebody left something that can be claimed now.</summary>
/// <param name="Name">The username of the receiver.</param>
/// <param name="KeepName">The username of the giver; null for oneself.</param>
/// <param name="ClaimLink">To the page that says what to do.</param>
public sealed record LegacyClaimableMail(string Name, string? KeepName, string ClaimLink) : Mail("legacy_claimable");

/// <summary>Tells that what somebody left belongs to the receiver now.</summary>
/// <param name="Name">The username of the receiver.</param>
/// <param name="KeepName">The username of the giver; null for oneself.</param>
public sealed record LegacyDeliveredMail(string Name, string? KeepName) : Mail("legacy_delivered");

/// <summary>Tells an owner that some of what they left could not be delivered.</summary>
/// <param name="Name">The username of the owner.</param>
public sealed record LegacyNotDeliveredMail(string Name) : Mail("legacy_not_delivered");

/// <summary>Tells an owner that what they planned has ended without delivery.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="KeepName">The username of the receiver who did not want it; null when Keepem ended it.</param>
public sealed record LegacyCanceledMail(string Name, string? KeepName) : Mail("legacy_canceled");

/// <summary>Tells a receiver that what waited for them does not any more.</summary>
/// <param name="Name">The username of the receiver.</param>
/// <param name="KeepName">The username of whoever had left it.</param>
public sealed record LegacyWithdrawnMail(string Name, string? KeepName) : Mail("legacy_withdrawn");

/// <summary>Tells somebody who was invited that a legacy waits, and brings the link that takes up the invitation. Says nothing of what waits.</summary>
/// <param name="InviterName">The public name of whoever invites, else the username.</param>
/// <param name="AcceptLink">The link.</param>
public sealed record LegacyWaitsMail(string InviterName, string AcceptLink) : Mail("legacy_waits");

/// <summary>Tells a receiver that somebody prepared something for them, if the owner wished so. Never what, when or where.</summary>
/// <param name="Name">The username of the receiver.</param>
/// <param name="KeepName">The username of the owner.</param>
public sealed record LegacyScheduledMail(string Name, string KeepName) : Mail("legacy_scheduled");

/// <summary>Tells an owner that what they planned has ended because a receiver is no keep any more.</summary>
/// <param name="Name">The username of the owner.</param>
public sealed record LegacyReceiverMissingMail(string Name) : Mail("legacy_receiver_missing");

/// <summary>Tells an owner what came back of a legacy that they revoked, and what did not.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="TakenBack">How many assets came back; null for none.</param>
/// <param name="Downloaded">How many had been downloaded; null for none.</param>
/// <param name="FirstDownload">When the first of them was, in UTC; null when none was.</param>
/// <param name="Kept">How many stay where they are for other reasons; null for none.</param>
public sealed record LegacyRevokedMail(string Name, string? TakenBack, string? Downloaded, string? FirstDownload, string? Kept) : Mail("legacy_revoked");

/// <summary>Tells an owner that what they planned waits for another legacy, which was cancelled.</summary>
/// <param name="Name">The username of the owner.</param>
public sealed record LegacyStrandedMail(string Name) : Mail("legacy_stranded");

/// <summary>Tells an owner that a receiver of what is claimed in turn was passed over, or somebody who was invited and did not come.</summary>
/// <param name="Name">The username of the owner.</param>
public sealed record LegacyPassedOverMail(string Name) : Mail("legacy_passed_over");

/// <summary>Tells an owner that nobody has claimed what is claimed in turn, and nobody is left to pass it to.</summary>
/// <param name="Name">The username of the owner.</param>
public sealed record LegacyUnclaimedMail(string Name) : Mail("legacy_unclaimed");

/// <summary>Tells a receiver that what was delivered to them was taken back.</summary>
/// <param name="Name">The username of the receiver.</param>
/// <param name="KeepName">The username of whoever had left it.</param>
public sealed record LegacyTakenBackMail(string Name, string? KeepName) : Mail("legacy_taken_back");

/// <summary>Tells of a log-in from a device that was not seen before.</summary>
/// <param name="Name">The username.</param>
/// <param name="Device">What kind of device; null when it did not say.</param>
/// <param name="Time">When, in UTC.</param>
public sealed record NewLogInMail(string Name, string? Device, string Time) : Mail("new_log_in");

/// <summary>Tells that mails to a keep come back.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="KeepName">The username of the keep.</param>
public sealed record KeepUnreachableMail(string Name, string KeepName) : Mail("keep_unreachable");

/// <summary>Tells that somebody who watched over what the owner planned is no keep any more.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="KeepName">The username of that person; null when they were erased.</param>
public sealed record KeeperMissingMail(string Name, string? KeepName) : Mail("keeper_missing");

/// <summary>Asks an owner for a sign of life.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="CheckInLink">To the page with the button.</param>
public sealed record CheckInMail(string Name, string CheckInLink) : Mail("check_in");

/// <summary>Tells an owner who is silent that what they planned for that will happen soon.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="CheckInLink">To the page with the button that stops it.</param>
public sealed record ReleaseImminentMail(string Name, string CheckInLink) : Mail("release_imminent");

/// <summary>Tells an owner who was silent that a keeper said that they are alive.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="KeepName">The username of the keeper.</param>
/// <param name="CheckInLink">To the page with the button.</param>
public sealed record AttemptPausedMail(string Name, string KeepName, string CheckInLink) : Mail("attempt_paused");

/// <summary>Tells an owner that their sign of life was seen, and that nothing happens.</summary>
/// <param name="Name">The username of the owner.</param>
public sealed record AttemptStoppedMail(string Name) : Mail("attempt_stopped");

/// <summary>Asks a keeper whether the owner is alive.</summary>
/// <param name="Name">The username of the keeper.</param>
/// <param name="KeepName">The username of the owner.</param>
/// <param name="WatchLink">To the page that shows the attempt, and where the keeper can say so.</param>
public sealed record KeeperAskedMail(string Name, string KeepName, string WatchLink) : Mail("keeper_asked");

/// <summary>Tells a keeper that what the owner planned for their silence will happen soon.</summary>
/// <param name="Name">The username of the keeper.</param>
/// <param name="KeepName">The username of the owner.</param>
/// <param name="WatchLink">To the page that shows the attempt, and where the keeper can say so.</param>
public sealed record KeeperWarnedMail(string Name, string KeepName, string WatchLink) : Mail("keeper_warned");

/// <summary>Tells a keeper that another one said that the owner is alive.</summary>
/// <param name="Name">The username of the keeper.</param>
/// <param name="KeepName">The username of the owner.</param>
public sealed record KeeperSpokeMail(string Name, string KeepName) : Mail("keeper_spoke");

/// <summary>Tells a keeper that the owner gave a sign of life.</summary>
/// <param name="Name">The username of the keeper.</param>
/// <param name="KeepName">The username of the owner.</param>
public sealed record KeeperReassuredMail(string Name, string KeepName) : Mail("keeper_reassured");

/// <summary>Tells somebody that they were chosen as a keeper.</summary>
/// <param name="Name">The username of the keeper.</param>
/// <param name="KeepName">The username of the owner.</param>
/// <param name="WatchLink">To the page where the keeper can look at what they watch over.</param>
public sealed record KeeperChosenMail(string Name, string KeepName, string WatchLink) : Mail("keeper_chosen");

/// <summary>Tells an owner that a keeper said that they are no more.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="KeepName">The username of the keeper.</param>
/// <param name="CheckInLink">To the page with the button that refutes it.</param>
public sealed record OwnerAttestedMail(string Name, string KeepName, string CheckInLink) : Mail("owner_attested");

/// <summary>Tells an owner that a keeper took back what they had said.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="KeepName">The username of the keeper.</param>
public sealed record OwnerAttestationWithdrawnMail(string Name, string KeepName) : Mail("owner_attestation_withdrawn");

/// <summary>Tells a keeper that another one said that the owner is no more.</summary>
/// <param name="Name">The username of the keeper.</param>
/// <param name="KeepName">The username of the owner.</param>
/// <param name="WatchLink">To the page that shows the word of the keepers.</param>
public sealed record KeeperAttestedMail(string Name, string KeepName, string WatchLink) : Mail("keeper_attested");

/// <summary>Tells a keeper that another one took back what they had said.</summary>
/// <param name="Name">The username of the keeper.</param>
/// <param name="KeepName">The username of the owner.</param>
/// <param name="WatchLink">To the page that shows the word of the keepers.</param>
public sealed record KeeperAttestationWithdrawnMail(string Name, string KeepName, string WatchLink) : Mail("keeper_attestation_withdrawn");

/// <summary>Brings the board what people answered.</summary>
public sealed record FeedbackDigestMail(IReadOnlyList<FeedbackDigestAnswer> Answers) : Mail("feedback_digest");

/// <summary>An answer in a <see cref="FeedbackDigestMail"/>, in words.</summary>
/// <param name="Form">The title of the form.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Response">What was answered.</param>
public sealed record FeedbackDigestAnswer(string Form, string Question, string Response)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(FeedbackDigestAnswer);
}
