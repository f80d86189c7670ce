using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Claims;
using Kpm.Core.Users.Feedback;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.User;
using Kpm.Functions.Adapters.Mail;
using Kpm.Tests.Fakes;
using Kpm.Tests.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Core.Notifications;

/// <summary>A composer with the real words, and two accounts in which everything that must not be told is marked.</summary>
internal sealed class MailComposerWorld
{
    public const string Secret = "canary";
    public static readonly Timestamp Now = SampleStates.Now;
    public static readonly InvitationId Invitation = new(new Guid(1, 16, 0, new byte[8]));
    public static readonly SessionId Session = new(new Guid(1, 5, 0, new byte[8]));

    public static readonly MailPolicy Policy = new(["Laia"], "board@example.com", TimeSpan.FromMinutes(2));

    public InMemoryClaims Claims { get; } = new();

    public FakeLetters Letters { get; } = new();

    public FakeLogIns LogIns { get; } = new();

    public FakeRevocations Revocations { get; } = new();

    public FakeAttempts Attempts { get; } = new();

    public InMemoryFeedbackResponses Feedback { get; } = new();

    public static UserAccount Anna => Account(SampleStates.Anna, "anna");

    public static UserAccount Ben => Account(SampleStates.Ben, "ben");

    /// <summary>The work that asks for a mail of a kind.</summary>
    public static SendEmail Work(MailKind kind) => Catalogue.Of(kind).Receiver switch
    {
        _ when kind == MailKind.LegacyWaits => SendEmail.ToInvited(Invitation, SampleStates.Ben, "cause"),
        NotificationReceiver.Board => SendEmail.ToBoard(kind, SampleStates.Ben, "cause"),
        NotificationReceiver.Keep or NotificationReceiver.Receiver => SendEmail.ToUserAbout(SampleStates.Ben, kind, SampleStates.Anna, "cause"),
        _ when kind is MailKind.LegacyCanceled or MailKind.KeepUnreachable or MailKind.KeeperMissing or MailKind.AttemptPaused or MailKind.OwnerAttested or MailKind.OwnerAttestationWithdrawn => SendEmail.ToUserAbout(SampleStates.Ben, kind, SampleStates.Anna, "cause"),
        _ => SendEmail.ToUser(kind, SampleStates.Anna, "cause") with { Until = Now, Session = kind == MailKind.NewLogIn ? Session : null, Legacy = kind == MailKind.LegacyRevoked ? SampleStates.Release(1) : null },
    };

    public Task<RenderedMail?> ComposeAsync(MailKind kind, Func<UserAccount, UserAccount>? about = null, Func<UserAccount, UserAccount>? receiver = null)
    {
        var work = Work(kind);
        var who = (about ?? (account => account))(work.About == SampleStates.Anna ? Anna : Ben);
        var to = work.Receiver == work.About ? who : work.Receiver is null ? null : (receiver ?? (account => account))(Anna);
        return Composer().ComposeAsync(work, who, to, default);
    }

    /// <summary>Somebody answers the same question, with as many values.</summary>
    public Task AnswerAsync(Timestamp at, params FeedbackValue[] values) =>
        Feedback.AddAsync(new FeedbackResponse(Guid.CreateVersion7(), SampleStates.Anna, at, [.. values.Select(value => new FeedbackAnswer("a28bbdd6-457a-4025-9299-15548e10a8e5", "s2xd", value))]), default);

    public MailComposer Composer() =>
        new(new FluidMailRenderer(), new FakeLinks(), Letters, LogIns, Revocations, Attempts, new ClaimDesk(Claims), new FeedbackAnswers(Feedback), new FakeClock(Now), Policy);

    public static UserAccount With(UserAccount account, Func<UserState, UserState> change) => UserAccount.Load(account.Id, change(account.State), 1);

    private static UserAccount Account(UserId id, string name) => UserAccount.Load(
        id,
        SampleStates.Account with
        {
            Username = name,
            Email = $"{Secret}-address@{name}.example.com",
            PublicName = $"{Secret}-public {name}",
            PasswordHash = $"{Secret}-hash",
            ReferralCode = $"{Secret}-referral",
            RemovedReason = $"{Secret}-reason",
            PendingEmail = SampleStates.Account.PendingEmail! with { Address = $"{Secret}-address-wanted@{name}.example.com" },
            FormerEmails = [new FormerEmail($"{Secret}-address-former@{name}.example.com", Now)],
            Language = null,
        },
        1);

    private sealed class FakeLinks : IMailLinks
    {
        public string Activation(UserId user, Timestamp at) => "https://kpm.example/activation";

        public string PasswordReset(UserId user, int epoch, Timestamp at) => "https://kpm.example/reset";

        public string EmailChange(UserId user, Timestamp requested, Timestamp at) => "https://kpm.example/change";

        public string Invitation(string token) => $"https://kpm.example/invitation/{token}";

        public string Claim(UserId receiver, UserId giver, Timestamp at) => "https://kpm.example/claim";

        public string CheckIn(UserId user, Timestamp at) => "https://kpm.example/check-in";

        public string Watch(ReleaseId? legacy, AttemptId? attempt) => "https://kpm.example/watch";

        public string DeadClaim => "https://kpm.example/dead";

        public string ErasureCertificate(UserId user, Timestamp at) => "https://kpm.example/certificate";

        public string UserReference(UserId user) => $"https://kpm.example/users/{user}";
    }

    /// <summary>One open invitation, unless it is taken away; for a silence, it is also of an account that is shut.</summary>
    public sealed class FakeLetters : IInvitationLetters
    {
        public bool IsOpen { get; set; } = true;

        public bool IsForASilence { get; set; }

        public Task<InvitationLetter?> WriteAsync(InvitationId invitation, bool isInviterActive, CancellationToken cancellationToken) =>
            Task.FromResult(IsOpen && (isInviterActive || IsForASilence) ? new InvitationLetter("iaia@example.com", "token") : null);
    }

    /// <summary>Attempts that are all under way, or have all ended.</summary>
    public sealed class FakeAttempts : IOpenAttempts
    {
        public bool AreOpen { get; set; } = true;

        public Task<bool> IsOpenAsync(ReleaseId legacy, AttemptId attempt, CancellationToken cancellationToken) => Task.FromResult(AreOpen);
    }

    /// <summary>One revocation.</summary>
    public sealed class FakeRevocations : IRevocationReports
    {
        public RevocationReport Report { get; set; } = new(7, 2, 1, Now);

        public Task<RevocationReport> FindAsync(ReleaseId legacy, CancellationToken cancellationToken) => Task.FromResult(Report);
    }

    /// <summary>One log-in, unless it is taken away.</summary>
    public sealed class FakeLogIns : ILogIns
    {
        public LogInFacts? Known { get; set; } = new("Mozilla/5.0 (X11; Linux x86_64; rv:140.0; <b>canary-agent</b>) Gecko/20100101 Firefox/140.0", Now);

        public Task<LogInFacts?> FindAsync(UserId user, SessionId session, CancellationToken cancellationToken) => Task.FromResult(Known);
    }
}
