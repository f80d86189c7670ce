using System.Collections.Frozen;
using System.Collections.Immutable;
using Kpm.Core.Shared;
using static Kpm.Core.Notifications.NotificationReceiver;

namespace Kpm.Core.Notifications;

/// <summary>Everything that Kpm tells anybody: what of, whom, how, in which words, and what it must never say. Printed in <c>docs/notifications.md</c>.</summary>
public static class Catalogue
{
    private static readonly ImmutableArray<Untold> Nothing = [Untold.Content, Untold.Plan, Untold.Address, Untold.Credential, Untold.Link];
    private static readonly ImmutableArray<Untold> NothingButALink = [Untold.Content, Untold.Plan, Untold.Address, Untold.Credential];
    private static readonly ImmutableArray<Untold> NothingOfMemories = [Untold.Content, Untold.Plan, Untold.Credential];

    public static ImmutableArray<Notification> All { get; } =
    [
        Mail<WelcomeMail>(MailKind.Welcome, User, NothingButALink, "user_registered.v1", "(an activation link was asked for)"),
        Mail<NewUserInternalMail>(MailKind.NewUserInternal, Board, NothingOfMemories, "user_registered.v1"),
        Mail<AccountReadyMail>(MailKind.AccountReady, User, Nothing, "user_activated.v1"),
        Mail<PasswordResetMail>(MailKind.PasswordReset, User, NothingButALink, "(a new password was asked for)"),
        Mail<PasswordChangedMail>(MailKind.PasswordChanged, User, Nothing, "password_changed.v1"),
        Mail<EmailChangeMail>(MailKind.EmailChange, WantedAddress, NothingButALink, "email_change_requested.v1"),
        Mail<EmailChangedMail>(MailKind.EmailChanged, FormerAddress, Nothing, "email_changed.v1"),
        Mail<AccountClosingMail>(MailKind.AccountClosing, User, Nothing, "user_closing_requested.v1"),
        Mail<AccountKeptMail>(MailKind.AccountKept, User, Nothing, "user_closing_cancelled.v1"),
        Mail<AccountRemovedMail>(MailKind.AccountRemoved, User, NothingButALink, "removal_started.v1"),
        Mail<SecondFactorAddedMail>(MailKind.SecondFactorAdded, User, Nothing, "second_factor_added.v1"),
        Mail<SecondFactorRemovedMail>(MailKind.SecondFactorRemoved, User, Nothing, "second_factor_removed.v1"),
        Mail<RecoveryCodesMadeMail>(MailKind.RecoveryCodesMade, User, Nothing, "recovery_codes_made.v1"),
        Mail<RecoveryCodeUsedMail>(MailKind.RecoveryCodeUsed, User, Nothing, "recovery_code_used.v1"),
        Mail<PasskeyAddedMail>(MailKind.PasskeyAdded, User, Nothing, "passkey_added.v1"),
        Mail<PasskeyRemovedMail>(MailKind.PasskeyRemoved, User, Nothing, "passkey_removed.v1"),
        Mail<PasskeySuspectedMail>(MailKind.PasskeySuspected, User, Nothing, "passkey_suspected.v1"),
        Mail<NewLogInMail>(MailKind.NewLogIn, User, Nothing, "session_started.v1"),
        Mail<ExportReadyMail>(MailKind.ExportReady, User, Nothing, "export_ready.v1"),
        Mail<KeepRequestedMail>(MailKind.KeepRequested, Keep, Nothing, "keep_requested.v1").Refusable(),
        Mail<KeepAcceptedMail>(MailKind.KeepAccepted, Keep, Nothing, "keep_accepted.v1").Refusable(),
        Mail<KeepUnreachableMail>(MailKind.KeepUnreachable, Owner, Nothing, "user_unreachable.v1"),
        Mail<KeeperMissingMail>(MailKind.KeeperMissing, Owner, Nothing, "keep_declined.v1"),
        Mail<LegacyScheduledMail>(MailKind.LegacyScheduled, Receiver, Nothing, "asset_release_foretold.v1").Refusable(),
        Mail<LegacyClaimableMail>(MailKind.LegacyClaimable, Receiver, NothingButALink, "asset_release_claimable.v1"),
        Mail<LegacyDeliveredMail>(MailKind.LegacyDelivered, Receiver, Nothing, "asset_release_delivered.v1"),
        Mail<LegacyWithdrawnMail>(MailKind.LegacyWithdrawn, Receiver, Nothing, "asset_release_canceled.v1", "asset_release_halted.v1"),
        Mail<LegacyNotDeliveredMail>(MailKind.LegacyNotDelivered, Owner, Nothing, "asset_release_delivered.v1"),
        Mail<LegacyCanceledMail>(MailKind.LegacyCanceled, Owner, Nothing, "asset_release_canceled.v1"),
        Mail<LegacyReceiverMissingMail>(MailKind.LegacyReceiverMissing, Owner, Nothing, "asset_release_canceled.v1"),
        Mail<LegacyRevokedMail>(MailKind.LegacyRevoked, Owner, Nothing, "asset_release_revocation_settled.v1"),
        Mail<LegacyTakenBackMail>(MailKind.LegacyTakenBack, Receiver, Nothing, "asset_release_revocation_settled.v1"),
        Mail<LegacyStrandedMail>(MailKind.LegacyStranded, Owner, Nothing, "asset_release_preceding_canceled.v1"),
        Mail<LegacyPassedOverMail>(MailKind.LegacyPassedOver, Owner, Nothing, "asset_release_passed_over.v1", "asset_release_invited_passed_over.v1"),
        Mail<LegacyUnclaimedMail>(MailKind.LegacyUnclaimed, Owner, Nothing, "asset_release_unclaimed.v1"),
        Mail<LegacyWaitsMail>(MailKind.LegacyWaits, Invited, NothingButALink, "asset_release_invited_due.v1", "(an owner asks for the invitation once more)").Refusable(),
        Mail<CheckInMail>(MailKind.CheckIn, Owner, NothingButALink, "release_attempt_advanced.v1"),
        Mail<ReleaseImminentMail>(MailKind.ReleaseImminent, Owner, NothingButALink, "release_attempt_advanced.v1"),
        Mail<AttemptPausedMail>(MailKind.AttemptPaused, Owner, NothingButALink, "release_attempt_paused.v1"),
        Mail<AttemptStoppedMail>(MailKind.AttemptStopped, Owner, Nothing, "release_attempt_ended.v1"),
        Mail<KeeperAskedMail>(MailKind.KeeperAsked, Keep, NothingButALink, "release_attempt_advanced.v1"),
        Mail<KeeperWarnedMail>(MailKind.KeeperWarned, Keep, NothingButALink, "release_attempt_advanced.v1"),
        Mail<KeeperSpokeMail>(MailKind.KeeperSpoke, Keep, Nothing, "release_attempt_paused.v1"),
        Mail<KeeperReassuredMail>(MailKind.KeeperReassured, Keep, Nothing, "release_attempt_ended.v1", "asset_release_attestations_refuted.v1"),
        Mail<KeeperChosenMail>(MailKind.KeeperChosen, Keep, NothingButALink, "asset_release_keepers_chosen.v1"),
        Mail<OwnerAttestedMail>(MailKind.OwnerAttested, Owner, NothingButALink, "asset_release_attested.v1"),
        Mail<OwnerAttestationWithdrawnMail>(MailKind.OwnerAttestationWithdrawn, Owner, Nothing, "asset_release_attestation_withdrawn.v1"),
        Mail<KeeperAttestedMail>(MailKind.KeeperAttested, Keep, NothingButALink, "asset_release_attested.v1"),
        Mail<KeeperAttestationWithdrawnMail>(MailKind.KeeperAttestationWithdrawn, Keep, NothingButALink, "asset_release_attestation_withdrawn.v1"),
        Mail<FeedbackDigestMail>(MailKind.FeedbackDigest, Board, NothingOfMemories, "(people answered forms since the last time)"),
        Push(PushKind.KeepRequested, Keep, "keep_requested.v1"),
        Push(PushKind.KeepAccepted, Keep, "keep_accepted.v1"),
        Push(PushKind.LegacyClaimable, Receiver, "asset_release_claimable.v1"),
        Push(PushKind.LegacyTakenBack, Receiver, "asset_release_revocation_settled.v1"),
        Push(PushKind.LegacyWithdrawn, Receiver, "asset_release_canceled.v1", "asset_release_halted.v1"),
        Push(PushKind.Reminder, User, "user_reminder_due.v1"),
    ];

    private static FrozenDictionary<MailKind, Notification> Mails { get; } =
        All.Where(row => row.Channel == NotificationChannel.Mail).ToFrozenDictionary(row => Enum.Parse<MailKind>(row.Name));

    /// <summary>The row of a mail.</summary>
    public static Notification Of(MailKind kind) => Mails[kind];

    /// <summary>The row of a mail.</summary>
    public static Notification Of(Mail mail) => All.First(row => row.Words == mail.GetType());

    private static Notification Mail<TWords>(MailKind kind, NotificationReceiver receiver, ImmutableArray<Untold> never, params ImmutableArray<string> causes) where TWords : Mail =>
        new(NotificationChannel.Mail, kind.ToString(), causes, receiver, typeof(TWords), never, CanBeRefused: false);

    private static Notification Push(PushKind kind, NotificationReceiver receiver, params ImmutableArray<string> causes) =>
        new(NotificationChannel.Push, kind.ToString(), causes, receiver, Words: null, Nothing, CanBeRefused: false)
        {
            PushSays = kind == PushKind.Reminder ? $"{PushTitles.Of(kind, Language.En)}: (its title)" : PushTitles.Of(kind, Language.En),
        };

    private static Notification Refusable(this Notification notification) => notification with { CanBeRefused = true };
}
