using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Exports;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Factors;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>A state of each kind in which every member has a value that it does not have by itself.</summary>
internal static partial class SampleStates
{
    public static readonly Timestamp Now = new(1_800_000_000_000);
    public static readonly UserId Anna = User(1);
    public static readonly UserId Ben = User(2);

    private static readonly ImmutableSortedDictionary<string, Timestamp> Changes =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [new("state", new Timestamp(1_800_000_000_001)), KeyValuePair.Create("file", new Timestamp(1_800_000_000_002))]);

    public static SealedRecord Sealed => new(1, [1, 2, 3], [new KeyWrap(Anna, 1, [4, 5]), new KeyWrap(Ben, 2, [6])]);

    public static KeyRotationState KeyRotation => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Active,
        User = Anna,
        By = Ben,
        KeyVersion = 3,
        Done = ["version", "writers"],
        LastStepTs = Now + TimeSpan.FromMinutes(9),
        NextCheckAt = Now + TimeSpan.FromMinutes(10),
    };

    public static UserState Account => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Active,
        Username = "anna_1",
        Email = "anna@example.com",
        PublicName = "Anna Ñ 家",
        PasswordHash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
        Roles = [Role.User, Role.Admin],
        ReferralCode = "aB2cD",
        ReferredBy = Ben,
        Language = Language.Ca,
        TimeZone = "Europe/Andorra",
        SessionEpoch = 3,
        SparedSession = new SessionId(new Guid(1, 5, 0, [0, 0, 0, 0, 0, 0, 0, 0])),
        PendingEmail = new PendingEmail("new@example.com", new SessionId(new Guid(1, 5, 0, [0, 0, 0, 0, 0, 0, 0, 0])), Now),
        FormerEmails = [new FormerEmail("old@example.com", Now)],
        ClosingTs = Now + TimeSpan.FromDays(14),
        Mailbox = new MailboxReach(IsUnreachable: true, Now + TimeSpan.FromMinutes(5)),
        Reminders = new StoredReminders(Sealed, Now + TimeSpan.FromHours(1)),
        SecondFactor = new SecondFactor
        {
            Secret = Sealed,
            IsConfirmed = true,
            LastTimeStep = 60_000_000,
            Failures = 4,
            LockedUntilTs = Now + TimeSpan.FromMinutes(15),
            RecoveryDigests = [new string('d', 64), new string('e', 64)],
            Sheet = new RecoverySheet(Sealed, Now),
        },
        Passkeys =
        [
            new Passkey
            {
                Id = new PasskeyId(new Guid(1, 7, 0, [0, 0, 0, 0, 0, 0, 0, 0])),
                Credential = "Y3JlZGVudGlhbA",
                PublicKey = [7, 8, 9],
                SignCount = 4_000_000_000,
                Transports = ["internal", "hybrid"],
                Name = "Phone 家",
                CreatedTs = Now,
                LastUsedTs = Now + TimeSpan.FromHours(2),
                SuspectedTs = Now + TimeSpan.FromHours(1),
            },
        ],
        PasskeyRegistration = new PasskeyRegistration(new PasskeyId(new Guid(2, 7, 0, [0, 0, 0, 0, 0, 0, 0, 0])), "Y2hhbGxlbmdl", Now),
        RemovedBy = Ben,
        RemovedReason = "because",
    };

    public static Reminder Reminder => new()
    {
        Title = "Birthday 家",
        Time = Now,
        RelatedUser = Ben,
        TimeZone = "Europe/Madrid",
        Repeat = "P1Y",
        NextTime = Now + TimeSpan.FromHours(1),
        Notice = new ReminderNoticeId(new Guid(1, 9, 0, [0, 0, 0, 0, 0, 0, 0, 0])),
    };

    /// <summary>A reminder as it was sealed before it could come due.</summary>
    public static Reminder FirstReminder => Reminder with { Notice = null };

    /// <summary>An account as it was stored before mails were known to come back.</summary>
    public static UserState AccountWithPasskeys => Account with { Mailbox = null };

    /// <summary>An account as it was stored before it had passkeys.</summary>
    public static UserState AccountWithoutPasskeys => AccountWithPasskeys with { Passkeys = [], PasskeyRegistration = null };

    /// <summary>An account as it was stored before these members were there.</summary>
    public static UserState FirstAccount => AccountWithoutPasskeys with
    {
        Language = null,
        TimeZone = null,
        SessionEpoch = 0,
        SparedSession = null,
        PendingEmail = null,
        FormerEmails = [],
        ClosingTs = null,
        Reminders = null,
        SecondFactor = null,
        RemovedBy = null,
        RemovedReason = null,
    };

    public static SessionState Session => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Removed,
        User = Anna,
        ClientId = "device",
        Epoch = 3,
        Device = "Phone/1.0",
        Scopes = [Role.User],
        RefreshHash = new string('a', 64),
        PreviousRefreshHash = new string('b', 64),
        RotatedTs = Now + TimeSpan.FromHours(1),
        ExpiresTs = Now + LoginSession.Lifetime,
    };

    /// <summary>A session as it was stored before these members were there.</summary>
    public static SessionState FirstSession => Session with { Epoch = 0, Device = null };

    public static KeepState Keep => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Removed,
        Requester = Anna,
        Requested = Ben,
        DeclinedBy = KeepSide.Requested,
        DeclinedReason = "No reason \"given\"",
        NameByRequester = "Little sister 家",
        NameByRequested = "Big sister",
    };

    /// <summary>A keep as it was stored before it had private names.</summary>
    public static KeepState FirstKeep => Keep with { NameByRequester = null, NameByRequested = null };

    public static ExportState Export => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Active,
        Owner = Anna,
        Status = ExportStatus.Ready,
        Sealed = Sealed,
        File = new SealedFile("exports/x/y.zip.enc", 5_000_000_000, new string('c', 64), "AES256-GCM-HKDF-4MB"),
        ReadyTs = Now + TimeSpan.FromHours(1),
        ExpiresTs = Now + TimeSpan.FromHours(169),
        Problem = "entries_missing",
        EndedTs = Now + TimeSpan.FromHours(169) + TimeSpan.FromMilliseconds(1),
        NextCheckAt = Now + TimeSpan.FromHours(3),
    };

    /// <summary>A rehearsal as it was stored before it kept which version of the plan it tried.</summary>
    public static RehearsalState RehearsalWithoutVersion => Rehearsal with { PlanVersion = null, HeardVersion = null };

    public static RehearsalState Rehearsal => new()
    {
        CreatedTs = Now,
        ModifiedTs = Changes,
        Lifecycle = Lifecycle.Inactive,
        Owner = Anna,
        Release = Release(1),
        Clock = Now + TimeSpan.FromDays(365),
        Status = RehearsalStatus.Done,
        Sealed = Sealed,
        PlanVersion = 3,
        HeardVersion = 4,
        DependsOn = [Release(1).ToString(), Anna.ToString(), AssetNo(1).ToString()],
        IsStale = true,
        Passed = true,
        Problem = "key_missing",
        EndedTs = Now + TimeSpan.FromHours(1),
    };

    public static UserId User(int number) => new(new Guid(number, 1, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static AssetId AssetNo(int number) => new(new Guid(number, 2, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static InvitationId Invited(int number) => new(new Guid(number, 16, 0, [0, 0, 0, 0, 0, 0, 0, 0]));

    public static ReleaseId Release(int number) => new(new Guid(number, 3, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}
