using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reminders;
using Kpm.Tests.Core.Notifications;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>OPEN-69, spec §13.4: what is due is told once, late rather than never.</summary>
public sealed class RemindUserTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);
    private readonly PushWorld _world = new();
    private readonly UserId _user;

    public RemindUserTests()
    {
        _user = _world.Join(Language.Es);
        _world.LogIn(_user, "phone");
        _world.LogIn(_user, "tablet");
        _world.LogIn(_user, device: null);
    }

    private static Reminder Tax => new() { Title = "Tax", Time = PushWorld.Now + Day };

    private static Reminder Pills => new() { Title = "Pills", Time = PushWorld.Now + Day, Frequency = (long)Day.TotalMilliseconds };

    [Fact]
    public async Task Given_AReminder_When_ItsTimeComes_Then_EachDeviceIsToldOnceWithItsTitle()
    {
        await _world.WantAsync(_user, Tax);
        _world.Clock.Now = Tax.Time - TimeSpan.FromMilliseconds(1);
        var early = await FluentActions.Awaiting(HandleAsync).Should().ThrowAsync<TransientFailureException>("a clock was ahead");
        early.Which.RetryAfter.Should().Be(TimeSpan.FromMilliseconds(1));

        _world.Clock.Now = Tax.Time;
        await LookAsync();
        await LookAsync();

        _world.Sender.Sent.Should().BeEquivalentTo([new { Device = "phone", Title = "Recordatorio: Tax" }, new { Device = "tablet", Title = "Recordatorio: Tax" }]);
        _world.Users[_user].State.Reminders!.NextTime.Should().BeNull();
    }

    [Fact]
    public async Task Given_AMonthWithoutALook_When_LookedAgain_Then_EachIsToldOnceAndTheRepeatGoesOnInItsRhythm()
    {
        await _world.WantAsync(_user, Tax, Pills);
        _world.Clock.Now = PushWorld.Now + Month + TimeSpan.FromHours(1);

        await LookAsync();
        await LookAsync();

        _world.Sender.Sent.Where(push => push.Device == "phone").Select(push => push.Title).Should().BeEquivalentTo("Recordatorio: Tax", "Recordatorio: Pills");
        _world.Users[_user].State.Reminders!.NextTime.Should().Be(PushWorld.Now + Month + Day, "time + k · frequency after now");
    }

    [Fact]
    public async Task Given_TwoWhoLookAtOnce_When_OneIsFaster_Then_TheOtherIsRefusedAndFindsNothing()
    {
        await _world.WantAsync(_user, Pills);
        _world.Clock.Now = Pills.Time;
        var accesses = 0;
        _world.Users.BeforeAccess = async () =>
        {
            if (++accesses == 2) await HandleAsync();
        };

        await FluentActions.Awaiting(HandleAsync).Should().ThrowAsync<ConcurrencyConflictException>("the other wrote between its read and its write");
        await HandleAsync();

        DueEvents().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_AWriteThatWasRefused_When_TriedAgain_Then_ThereIsOneEvent()
    {
        await _world.WantAsync(_user, Pills);
        _world.Clock.Now = Pills.Time;
        _world.Users.FailNextSaves(1);
        await FluentActions.Awaiting(HandleAsync).Should().ThrowAsync<ConcurrencyConflictException>();
        DueEvents().Should().BeEmpty();

        await HandleAsync();

        DueEvents().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_ARepeat_When_ItComesDueAgain_Then_ItIsAnotherMessage()
    {
        await _world.WantAsync(_user, Pills);
        foreach (var days in new[] { 1, 2, 3 })
        {
            _world.Clock.Now = PushWorld.Now + (days * Day);
            await LookAsync();
        }

        _world.Sender.Sent.Count(push => push.Device == "phone").Should().Be(3);
        DueEvents().Select(due => due.Notice).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(Lifecycle.Inactive)]
    [InlineData(Lifecycle.Pending)]
    public async Task Given_AnAccountThatIsNotActive_When_Looked_Then_NothingComesDue(Lifecycle lifecycle)
    {
        await _world.WantAsync(_user, Tax);
        var account = _world.Users[_user];
        _world.Users.Put(Kpm.Core.Users.User.UserAccount.Load(_user, account.State with { Lifecycle = lifecycle }, account.Version));
        _world.Clock.Now = Tax.Time;

        await LookAsync();

        DueEvents().Should().BeEmpty();
        _world.Sender.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ALeadTime_When_Looked_Then_ItIsToldBeforeItsTimeAndOnce()
    {
        var lead = TimeSpan.FromMinutes(15);
        await _world.WantAsync(_user, Pills);
        _world.Clock.Now = Pills.Time - lead;
        await LookAsync(lead);
        _world.Clock.Now = Pills.Time;
        await LookAsync(lead);

        _world.Sender.Sent.Count(push => push.Device == "phone").Should().Be(1);
        _world.Users[_user].State.Reminders!.NextTime.Should().Be(Pills.Time + Day);
    }

    [Fact]
    public async Task Given_AnEvent_When_Read_Then_ItSaysNothingOfTheReminder()
    {
        await _world.WantAsync(_user, Tax);
        _world.Clock.Now = Tax.Time;
        await HandleAsync();

        DueEvents().Single().ToString().Should().NotContain("Tax");
        _world.Pushes.Sent.Should().BeEmpty("the look only records");
    }

    /// <summary>Looks, reacts to what came due, and delivers.</summary>
    private async Task LookAsync(TimeSpan lead = default)
    {
        var before = DueEvents().Count;
        await HandleAsync(lead);
        foreach (var due in DueEvents().Skip(before)) await new PushReminder(_world.FanOut).HandleAsync(due, default);
        await _world.DeliverAsync();
    }

    private Task HandleAsync() => HandleAsync(TimeSpan.Zero);

    private Task HandleAsync(TimeSpan lead) =>
        new RemindUserHandler(_world.Users, _world.Reminders, _world.Clock, new ReminderLead(lead)).HandleAsync(new RemindUser(_user, Tax.Time), default);

    private List<UserReminderDue> DueEvents() => [.. _world.Users.Events.OfType<UserReminderDue>()];
}
