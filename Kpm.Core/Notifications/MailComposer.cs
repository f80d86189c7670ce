using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.User;

namespace Kpm.Core.Notifications;

/// <summary>Chooses receiver, template and variables of a mail at the moment when it is sent.</summary>
public sealed class MailComposer(IMailRenderer renderer, IMailLinks links, IInvitationLetters letters, ILogIns logIns, IRevocationReports revocations, IOpenAttempts attempts, ClaimDesk claims, IFeedbackAnswers feedback, IClock clock, MailPolicy policy)
{
    /// <summary>The mail, or null when there is nothing to say any more.</summary>
    /// <param name="work">Which mail.</param>
    /// <param name="about">Whom it is about; null only where it is about no one.</param>
    /// <param name="receiver">Who gets it; null for the board, and for an address that was invited.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<RenderedMail?> ComposeAsync(SendEmail work, UserAccount? about, UserAccount? receiver, CancellationToken cancellationToken)
    {
        if (work is { Kind: MailKind.FeedbackDigest, After: { } after, Until: { } until }) return await ComposeDigestAsync(work.MailId, after, until, cancellationToken);
        return about is null ? throw new PermanentFailureException("mail_about_nobody") : await ComposeAboutAsync(work, about, receiver, cancellationToken);
    }

    private async Task<RenderedMail?> ComposeAboutAsync(SendEmail work, UserAccount about, UserAccount? receiver, CancellationToken cancellationToken)
    {
        var letter = work.Invitation is { } invitation && IsThere(about) ? await LetterAsync(work, invitation, about, cancellationToken) : null;
        var logIn = work.Session is { } session ? await logIns.FindAsync(about.Id, session, cancellationToken) : null;
        if (work.Kind == MailKind.NewLogIn && logIn is null) return null;
        if (work is { Rehearsal: null, Legacy: { } sought, Attempt: { } attempt } && !await attempts.IsOpenAsync(sought, attempt, cancellationToken)) return null;
        if (await AddressAsync(work, about, receiver, letter, cancellationToken) is not { } address) return null;
        var mail = work is { Kind: MailKind.LegacyRevoked, Legacy: { } legacy }
            ? Revoked(receiver ?? about, await revocations.FindAsync(legacy, cancellationToken))
            : MailOf(work, about, receiver, letter, logIn) with { IsRehearsal = work.Rehearsal is not null };
        var (subject, html, text) = await renderer.RenderAsync(mail, LanguageOf(work.Kind, about, receiver), cancellationToken);
        if (mail.IsRehearsal) return about.IsActive ? new RenderedMail(work.MailId, about.State.Email, NameOf(about), subject, html, text) : null;
        return new RenderedMail(work.MailId, address, NameOf(receiver), subject, html, text) { CanBeRefused = Catalogue.Of(work.Kind).CanBeRefused };
    }

    /// <summary>A rehearsal writes no token: that would end the one before.</summary>
    private async Task<InvitationLetter?> LetterAsync(SendEmail work, InvitationId invitation, UserAccount inviter, CancellationToken cancellationToken) =>
        work.Rehearsal is null ? await letters.WriteAsync(invitation, inviter.IsActive, cancellationToken) : new InvitationLetter(inviter.State.Email, IMailLinks.DeadToken);

    private static string? NameOf(UserAccount? person) => person?.State.PublicName is { } shown ? OneLine.Of(shown) : null;

    /// <summary>The receiver's; of the inviter for somebody who has no account, and English for the board.</summary>
    private static Language? LanguageOf(MailKind kind, UserAccount about, UserAccount? receiver) => (kind, receiver) switch
    {
        (_, { State.Language: var own }) => own,
        (MailKind.LegacyWaits, null) => about.State.Language,
        (_, null) => Language.En,
    };

    /// <summary>What people answered, for the board.</summary>
    private async Task<RenderedMail> ComposeDigestAsync(string mailId, Timestamp after, Timestamp until, CancellationToken cancellationToken)
    {
        var answers = await feedback.ListAsync(after, until, cancellationToken);
        var (subject, html, text) = await renderer.RenderAsync(new FeedbackDigestMail(answers), Language.En, cancellationToken);
        return new RenderedMail(mailId, policy.BoardAddress, ToName: null, subject, html, text);
    }

    private Mail MailOf(SendEmail work, UserAccount about, UserAccount? receiver, InvitationLetter? letter, LogInFacts? logIn)
    {
        var founder = policy.FounderFor(work.MailId);
        var name = (receiver ?? about).State.Username;
        return work.Kind switch
        {
            MailKind.Welcome => new WelcomeMail(name, founder, links.Activation(about.Id, clock.Now)),
            MailKind.NewUserInternal => new NewUserInternalMail(about.Id.ToString(), name, about.State.Email, about.State.ReferredBy?.ToString(), links.UserReference(about.Id)),
            MailKind.AccountReady => new AccountReadyMail(name, founder),
            MailKind.PasswordReset => new PasswordResetMail(name, links.PasswordReset(about.Id, about.State.SessionEpoch, clock.Now)),
            MailKind.PasswordChanged => new PasswordChangedMail(name),
            MailKind.EmailChange => new EmailChangeMail(name, links.EmailChange(about.Id, about.State.PendingEmail!.RequestedTs, clock.Now)),
            MailKind.EmailChanged => new EmailChangedMail(name),
            MailKind.SecondFactorAdded => new SecondFactorAddedMail(name),
            MailKind.SecondFactorRemoved => new SecondFactorRemovedMail(name),
            MailKind.RecoveryCodesMade => new RecoveryCodesMadeMail(name),
            MailKind.RecoveryCodeUsed => new RecoveryCodeUsedMail(name),
            MailKind.KeepRequested => new KeepRequestedMail(name, about.State.Username),
            MailKind.KeepAccepted => new KeepAcceptedMail(name, about.State.Username),
            MailKind.PasskeyAdded => new PasskeyAddedMail(name),
            MailKind.PasskeyRemoved => new PasskeyRemovedMail(name),
            MailKind.PasskeySuspected => new PasskeySuspectedMail(name),
            MailKind.ExportReady => new ExportReadyMail(name, DayOf(work.Until!.Value)),
            MailKind.LegacyClaimable => new LegacyClaimableMail(name, OtherName(about, receiver), work.Rehearsal is null ? links.Claim(receiver!.Id, about.Id, clock.Now) : links.DeadClaim),
            MailKind.LegacyDelivered => new LegacyDeliveredMail(name, OtherName(about, receiver)),
            MailKind.LegacyNotDelivered => new LegacyNotDeliveredMail(name),
            MailKind.LegacyCanceled => new LegacyCanceledMail(name, OtherName(about, receiver)),
            MailKind.LegacyWithdrawn => new LegacyWithdrawnMail(name, OtherName(about, receiver)),
            MailKind.LegacyRevoked => throw new PermanentFailureException("mail_without_legacy"),
            MailKind.LegacyTakenBack => new LegacyTakenBackMail(name, OtherName(about, receiver)),
            MailKind.LegacyStranded => new LegacyStrandedMail(name),
            MailKind.LegacyPassedOver => new LegacyPassedOverMail(name),
            MailKind.LegacyUnclaimed => new LegacyUnclaimedMail(name),
            MailKind.LegacyScheduled => new LegacyScheduledMail(name, about.State.Username),
            MailKind.LegacyReceiverMissing => new LegacyReceiverMissingMail(name),
            MailKind.NewLogIn => new NewLogInMail(name, DeviceKind.Of(logIn!.Device), InstantOf(logIn.At)),
            MailKind.KeepUnreachable => new KeepUnreachableMail(name, about.State.Username),
            MailKind.KeeperMissing => new KeeperMissingMail(name, OtherName(about, receiver)),
            MailKind.CheckIn => new CheckInMail(name, links.CheckIn(about.Id, clock.Now)),
            MailKind.ReleaseImminent => new ReleaseImminentMail(name, links.CheckIn(about.Id, clock.Now)),
            MailKind.AttemptPaused => new AttemptPausedMail(name, about.State.Username, links.CheckIn(receiver!.Id, clock.Now)),
            MailKind.AttemptStopped => new AttemptStoppedMail(name),
            MailKind.KeeperAsked => new KeeperAskedMail(name, about.State.Username, links.Watch(work.Legacy, work.Attempt)),
            MailKind.KeeperWarned => new KeeperWarnedMail(name, about.State.Username, links.Watch(work.Legacy, work.Attempt)),
            MailKind.KeeperSpoke => new KeeperSpokeMail(name, about.State.Username),
            MailKind.KeeperReassured => new KeeperReassuredMail(name, about.State.Username),
            MailKind.KeeperChosen => new KeeperChosenMail(name, about.State.Username, links.Watch(work.Legacy, work.Attempt)),
            MailKind.OwnerAttested => new OwnerAttestedMail(name, about.State.Username, links.CheckIn(receiver!.Id, clock.Now)),
            MailKind.OwnerAttestationWithdrawn => new OwnerAttestationWithdrawnMail(name, about.State.Username),
            MailKind.KeeperAttested => new KeeperAttestedMail(name, about.State.Username, links.Watch(work.Legacy, work.Attempt)),
            MailKind.KeeperAttestationWithdrawn => new KeeperAttestationWithdrawnMail(name, about.State.Username, links.Watch(work.Legacy, work.Attempt)),
            MailKind.FeedbackDigest => throw new PermanentFailureException("mail_without_window"),
            MailKind.LegacyWaits => new LegacyWaitsMail(about.State.PublicName ?? name, links.Invitation(letter!.Token)),
            MailKind.AccountClosing => new AccountClosingMail(name, DayOf(about.State.ClosingTs!.Value)),
            MailKind.AccountKept => new AccountKeptMail(name),
            MailKind.AccountRemoved => new AccountRemovedMail(name, links.ErasureCertificate(about.Id, clock.Now)),
        };
    }

    private async Task<string?> AddressAsync(SendEmail work, UserAccount about, UserAccount? receiver, InvitationLetter? letter, CancellationToken cancellationToken) => work switch
    {
        { Kind: MailKind.LegacyWaits } => letter?.Address,
        _ when receiver is null => policy.BoardAddress,
        { Kind: MailKind.KeepRequested or MailKind.KeepAccepted or MailKind.LegacyScheduled or MailKind.KeepUnreachable or MailKind.KeeperChosen } => about.IsActive && receiver.IsActive ? receiver.State.Email : null,
        // Whoever cannot log in must not be taken for dead: neither their keepers nor they are kept in the dark because their account is shut.
        { Kind: MailKind.KeeperAsked or MailKind.KeeperWarned or MailKind.KeeperSpoke or MailKind.KeeperReassured or MailKind.KeeperAttested or MailKind.KeeperAttestationWithdrawn } => IsThere(about) && receiver.IsActive ? receiver.State.Email : null,
        { Kind: MailKind.AttemptPaused or MailKind.OwnerAttested or MailKind.OwnerAttestationWithdrawn } => IsThere(about) && IsThere(receiver) ? receiver.State.Email : null,
        { Kind: MailKind.LegacyClaimable or MailKind.LegacyDelivered or MailKind.LegacyNotDelivered or MailKind.LegacyCanceled or MailKind.LegacyWithdrawn or MailKind.LegacyReceiverMissing or MailKind.LegacyRevoked or MailKind.LegacyTakenBack or MailKind.LegacyStranded or MailKind.LegacyPassedOver or MailKind.LegacyUnclaimed or MailKind.KeeperMissing } => receiver.IsActive ? receiver.State.Email : null,
        { Kind: MailKind.EmailChange } => await WantedAsync(about, cancellationToken),
        { Kind: MailKind.EmailChanged } => about.State.FormerEmails is [.., var last] ? last.Address : null,
        { Kind: MailKind.AccountClosing } when about.State.ClosingTs is null => null,
        { Kind: MailKind.AccountRemoved } => about.IsErased ? null : about.State.Email,
        _ => IsThere(about) ? about.State.Email : null,
    };

    private static bool IsThere(UserAccount account) => account.State.Lifecycle != Lifecycle.Removed;

    /// <summary>The username of whom the mail is about; null when that is its receiver, or when they were erased.</summary>
    private static string? OtherName(UserAccount about, UserAccount? receiver) => about.Id == receiver?.Id || about.IsErased ? null : about.State.Username;

    private static LegacyRevokedMail Revoked(UserAccount owner, RevocationReport report) =>
        new(owner.State.Username, Some(report.TakenBack), Some(report.Downloaded), report.FirstDownload is { } first ? InstantOf(first) : null, Some(report.Kept));

    private static string? Some(int count) => count == 0 ? null : count.ToString(CultureInfo.InvariantCulture);

    private static string InstantOf(Timestamp instant) => instant.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string DayOf(Timestamp instant) => instant.ToDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The wanted address, unless it is somebody else's: they have not asked for anything.</summary>
    private async Task<string?> WantedAsync(UserAccount about, CancellationToken cancellationToken)
    {
        if (about.State.PendingEmail?.Address is not { } wanted) return null;
        var holder = await claims.FindHolderAsync(UserClaims.Email(wanted), cancellationToken);
        return holder is null || holder == about.Id.ToString() ? wanted : null;
    }
}
