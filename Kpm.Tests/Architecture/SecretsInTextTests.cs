using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Exports;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Signing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Feedback;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Architecture;

/// <summary>What a record prints may reach a log, so it never prints a secret, an address or what people wrote.</summary>
public sealed class SecretsInTextTests
{
    private const string Marker = "kohlrabi";
    private static readonly Guid Any = Guid.Parse("019a1b2c-3d4e-7f50-8a6b-7c8d9e0f1a2b");
    private static readonly UserId User = UserId.Of(Any);
    private static readonly SessionId Session = SessionId.Of(Any);
    private static readonly ReleaseId Release = ReleaseId.Of(Any);
    private static readonly AssetId Asset = AssetId.Of(Any);
    private static readonly KeepId Keep = KeepId.Of(Any);
    private static readonly Timestamp At = new(1);
    private static readonly EmailAddress Email = EmailAddress.FromStored(Marker);
    private static readonly RefreshToken Refresh = new(User, Session, Marker);
    private static readonly AccessToken Access = new(Marker, At);
    private static readonly ProvenCredential Proven = new(Marker, [1], 1, [Marker]);
    private static readonly Passkey Passkey = new() { Id = PasskeyId.Of(Any), Credential = Marker, PublicKey = [1], Name = Marker, CreatedTs = At };
    private static readonly PasskeyChallenge Challenge = new(PasskeyChallengeId.Of(Any), Marker, At);
    private static readonly SessionWish Wish = new(Session, [Marker], Marker, Marker);
    private static readonly AssetContent Content = new(Marker, Marker, [Marker], [Marker], Marker, Marker, Marker);
    private static readonly ReleaseContent ReleaseText = new(Marker, Marker) { Places = [Marker], Invited = [new Invitee(Marker, Marker, Marker)] };
    private static readonly AssetDraft Draft = new() { Title = Marker, Description = Marker, FileName = "a", FileType = "a/b", FileSizeBytes = 1, Location = Marker };
    private static readonly ReleaseDraft Transfer = new() { Name = Marker, Description = Marker, Assets = [Asset], Receivers = [User], Invited = [new Invitee(Marker, Marker, Marker)], Location = Marker, Conditions = new ConditionDraft { Type = Marker, Location = Marker } };
    private static readonly NewAsset Facts = NewAsset.Check(Draft, User, new UploadLimits(10)).Value;
    private static readonly ReleasePlan Plan = ReleasePlan.Check(ReleaseType.HideAndSeek, Transfer, User, At).Value;
    private static readonly UploadRequest Uploaded = new(Asset, User, new UploadPermit(Asset, User, "id"), Marker, "a/b", null);
    private static readonly KeepProfile Profile = new(User, Marker, Marker, Marker);

    private static readonly ImmutableArray<object> Printed =
    [
        new LogIn(Wish, Marker, Marker, Marker, At),
        Wish,
        new RegisterUser(User, Marker, Marker, Marker, Marker, Marker, At),
        new Registration(Username.FromStored(Marker), Email, Marker, Marker, new ReferralCode("kT4bW"), null, IsFirst: false),
        new UserState { CreatedTs = At, Username = Marker, Email = Marker, PasswordHash = Marker, PublicName = Marker, ReferralCode = Marker, Roles = [] },
        Email,
        Username.FromStored(Marker),
        new ClaimName(ClaimKind.Email, Marker),
        new Claim(new ClaimName(ClaimKind.Email, Marker), User.ToString(), At),
        Refresh,
        Access,
        new IssuedTokens(User, Access, Refresh, At),
        new RefreshSession(Refresh, null, At),
        new SessionState { CreatedTs = At, User = User, ClientId = Marker, RefreshHash = Marker, PreviousRefreshHash = Marker, Scopes = [], ExpiresTs = At },
        Profile,
        new UserRow(User, 1, Lifecycle.Active, At, Marker, Marker, Marker, [], Marker, null, null, Marker),
        new KeepRow(Keep, 1, Lifecycle.Active, At, null, Profile, Profile, null, Marker, 1),
        new RequestKeep(Keep, User, new KeepTarget.ByEmail(Marker), Marker, At),
        new AcceptKeep(Keep, User, Marker, null, At),
        new DeclineKeep(Keep, User, Marker, null, At),
        Content,
        new ReceiptBundle(User, Marker, [new ReceiptSalt(Asset, Marker)], new ReceiptStart(1, Marker), [], Marker, new PublicKeySet([])),
        new StoredReceipt(Release, User, [User], 1, At, Marker, [1]),
        new AssetRow(Asset, 1, Lifecycle.Active, false, [User], Content, "a/b", 1, false, false, At, null, false, null),
        Draft,
        Facts,
        new CreateAsset(Asset, User, Facts, At),
        Uploaded,
        new UploadAssetFile(Uploaded, Any, Stream.Null, At),
        new OpenUpload(Uploaded, At),
        ReleaseText,
        new ReleaseRow(Release, 1, Lifecycle.Active, ReleaseType.Transfer, User, [User], [Asset], ReleaseText, null, false, At, null),
        Transfer,
        Transfer.Conditions!,
        Plan,
        new ScheduleRelease(Release, User, Plan, At),
        new ReviseRelease(Release, User, Transfer, null, At),
        Place.Read(Marker)!,
        new TriggerRelease(Release, User, Marker, At),
        new RequestRehearsal(RehearsalId.Of(Any), Release, User, null, Marker, At),
        new RehearsalContent(Marker),
        new AssetFinding(Asset, null, 1, Marker),
        new ConfirmTotp(User, Marker, At),
        new RemoveTotp(User, Marker, At),
        new TotpSecret(Marker),
        new TotpView(new TotpSecret(Marker), Marker),
        new RecoveryCodes([Marker]),
        Proven,
        Passkey,
        new PasskeyRegistration(Passkey.Id, Marker, At),
        new PasskeyRegistrationView(Marker, User, Marker, Marker, [Passkey]),
        new PasskeyAnswer(Marker, User),
        Challenge,
        new AddPasskey(Passkey.Id, User, Marker, Marker, At),
        new LogInWithPasskey(Wish, Challenge, Marker, At),
        new RecoveryCodesView([Marker], 1),
        new Reminder { Title = Marker, Time = At },
        new ReminderDraft(Marker, 1, 0, null, null, null),
        new ReminderKey(Marker, At),
        new FeedbackAnswer("1", "ad2s", new FeedbackValue.Text(Marker)),
        new WelcomeMail(Marker, Marker, Marker),
        new NewUserInternalMail(Marker, Marker, Marker, Marker, Marker),
        new AccountReadyMail(Marker, Marker),
        new ExportReadyMail(Marker, Marker),
        new ManifestEntry(Marker, "a/b", 1, "0"),
        new MissingEntry(Marker, "code"),
        new ExportContent([new MissingEntry(Marker, "code")]),
        new HistoryContent { Kind = HistoryKind.LegacyCanceled, By = Marker, Reason = Marker },
        new HistoryStep("cause", At, new HistoryContent { Kind = HistoryKind.LegacyCanceled, By = Marker, Reason = Marker }),
        ReleaseText.Invited[0],
        new InvitedPerson(InvitationId.Of(Any), Marker),
        new InvitationContent(Marker),
        new InvitationToken(InvitationId.Of(Any), Marker),
        new MintedToken(Marker, At),
        new InvitationState { CreatedTs = At, Release = Release, Inviter = User, Tokens = [new MintedToken(Marker, At)] },
        new InvitationLetter(Marker, Marker),
        new SignUpInvited(Marker, Marker, Marker, Marker, At),
        new AcceptInvitation(Marker, User, At),
        new AskForInvitation(Any, Marker),
        new LegacyWaitsMail(Marker, Marker),
        new DevicePush(Marker, Marker),
        new RenderedMail("mail", Marker, Marker, Marker, Marker, Marker),
        new MailText(Marker, Marker, Marker),
        new LogInFacts(Marker, At),
        new FeedbackDigestAnswer(Marker, Marker, Marker),
    ];

    public static TheoryData<string> Kinds => [.. Printed.Select(printed => printed.GetType().Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Given_ARecordWithASecret_When_Printed_Then_TheSecretIsNotInTheText(string kind) =>
        Printed.Single(printed => printed.GetType().Name == kind).ToString().Should().NotBeNullOrEmpty().And.NotContain(Marker);
}
