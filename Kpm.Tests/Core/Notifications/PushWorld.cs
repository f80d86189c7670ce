using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Notifications;

/// <summary>People with devices and reminders, and everything that sends push messages, in memory.</summary>
internal sealed class PushWorld
{
    public static readonly Timestamp Now = new(1_800_000_000_000);
    private int _count;

    public PushWorld()
    {
        Reminders = new ReminderSealer(Sealer);
        FanOut = new PushFanOut(new PushDevices(Sessions, Clock), Pushes, Sender);
        Handler = HandlerWith(Log);
    }

    public FakeClock Clock { get; } = new(Now);

    public InMemoryUsers Users { get; } = new();

    public InMemorySessions Sessions { get; } = new();

    public InMemoryPushLog Log { get; } = new();

    public FakeSealer Sealer { get; } = new();

    public FakePushSender Sender { get; } = new();

    public FakeWorkQueue<SendPush> Pushes { get; } = new();

    public ReminderSealer Reminders { get; }

    public PushFanOut FanOut { get; }

    public SendPushHandler Handler { get; }

    public SendPushHandler HandlerWith(IPushLog log) =>
        new(Users, new PushDevices(Sessions, Clock), log, new PushTitles(new ReminderTitles(Reminders)), Sender, Clock);

    /// <summary>Somebody new, active, in English unless another language is known.</summary>
    public UserId Join(Language? language = null, Lifecycle lifecycle = Lifecycle.Active)
    {
        var id = UserId.Of(new Guid(++_count, 1, 0, new byte[8]));
        var state = new UserState { CreatedTs = Now, Lifecycle = lifecycle, Username = "anna", Email = "anna@example.com", PasswordHash = "hash", Roles = [Role.User], ReferralCode = "aB2cD", Language = language };
        Users.Put(UserAccount.Load(id, state, 1));
        return id;
    }

    /// <summary>A log-in, on a device or without.</summary>
    public SessionId LogIn(UserId user, string? device, int epoch = 0)
    {
        var session = LoginSession.Start(SessionId.Of(new Guid(++_count, 2, 0, new byte[8])), new NewSession(user, epoch, device, null, [Role.User], "hash"), Now);
        Sessions.Put(session);
        return session.Id;
    }

    /// <summary>A user wants to be reminded.</summary>
    public async Task WantAsync(UserId user, params Reminder[] reminders)
    {
        var account = (await Users.FindAsync(user, default))!;
        var list = await Reminders.OpenAsync(user, account.State.Reminders, default);
        var change = list.Add(reminders, Clock.Now).Value;
        account.ChangeReminders(change, await Reminders.SealAsync(user, account.State.Reminders, change.List, default), Clock.Now);
        await Users.SaveAsync(account, default);
    }

    /// <summary>Sends all that was enqueued and not sent yet.</summary>
    public async Task DeliverAsync()
    {
        var works = Pushes.Arrived;
        Pushes.Sent.Clear();
        foreach (var (_, work) in works) await Handler.HandleAsync(work, default);
    }
}
