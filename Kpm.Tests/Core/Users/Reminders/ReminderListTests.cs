using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;

namespace Kpm.Tests.Core.Users.Reminders;

public sealed class ReminderListTests
{
    private static readonly Timestamp Now = new(1_800_000_000_000);

    [Fact]
    public void Given_Reminders_When_Added_Then_TheLastOneComesFirst() =>
        List(Birthday, Tax).Items.Select(reminder => reminder.Title).Should().Equal("tax", "birthday");

    [Fact]
    public void Given_AReminder_When_AddedAgainWithAnotherRepeat_Then_ItIsReplacedAndComesFirst()
    {
        var change = List(Birthday, Tax).Add([Birthday with { Frequency = 0 }], Now).Value;
        (change.Removed, change.Added).Should().Be((1, 1));
        change.List.Items.Select(reminder => (reminder.Title, reminder.Frequency)).Should().Equal(("birthday", 0), ("tax", 0));
    }

    [Fact]
    public void Given_AReminder_When_AddedAgainAsItIs_Then_NothingChanges()
    {
        var list = List(Birthday, Tax);
        list.Add([Birthday, Tax], Now + TimeSpan.FromDays(400)).Value.IsNone.Should().BeTrue("the next time is not part of what it says");
    }

    /// <summary>OPEN-22: title and time count, and nothing else.</summary>
    [Fact]
    public void Given_Reminders_When_RemovedByTitleAndTime_Then_OnlyThoseGo()
    {
        var change = List(Birthday, Tax).Remove([Birthday.Key, new ReminderKey("tax", new Timestamp(1))]);
        (change.Removed, change.Added).Should().Be((1, 0));
        change.List.Items.Should().ContainSingle().Which.Title.Should().Be("tax");
        change.List.Remove([Birthday.Key]).IsNone.Should().BeTrue();
        ReminderList.Empty.Remove([Birthday.Key]).IsNone.Should().BeTrue();
    }

    [Fact]
    public void Given_100Reminders_When_AnotherIsAdded_Then_ItIsRefusedButOneMayBeReplaced()
    {
        var full = ReminderList.Empty.Add(Enumerable.Range(1, 100).Select(number => Tax with { Title = $"{number}" }), Now).Value.List;
        full.Add([Tax], Now).Error.Should().BeOfType<TooManyReminders>();
        full.Add([full.Items[0] with { Frequency = 1 }], Now).Value.List.Items.Should().HaveCount(100);
    }

    [Fact]
    public void Given_ATimeThatHasPassed_When_Added_Then_OnlyARepeatIsStillDue()
    {
        var past = Now - TimeSpan.FromMilliseconds(500);
        var list = List(Tax with { Time = past }, Birthday with { Time = past, Frequency = 300 });
        list.Items.Select(reminder => reminder.NextTime).Should().Equal(Now + TimeSpan.FromMilliseconds(100), null);
        List(Tax with { Time = Now }).NextTime().Should().Be(Now, "it is due now");
    }

    [Fact]
    public void Given_NoReminderToCome_When_TheNextTimeIsAskedFor_Then_ThereIsNone()
    {
        ReminderList.Empty.NextTime().Should().BeNull();
        List(Tax with { Time = new Timestamp(1) }).NextTime().Should().BeNull();
    }

    [Fact]
    public void Given_SomeThatAreDue_When_Advanced_Then_TheyComeOutAndWaitForTheirNextTime()
    {
        var list = List(Birthday, Tax);
        list.NextTime().Should().Be(Tax.Time);
        list.Advance(Tax.Time - TimeSpan.FromMilliseconds(1), NoticeOf).Due.Should().BeEmpty();

        var (due, advanced) = list.Advance(Birthday.Time + TimeSpan.FromDays(10 * 365), NoticeOf);

        due.Select(reminder => reminder.Title).Should().Equal("tax", "birthday");
        advanced.Items.Select(reminder => reminder.Notice).Should().Equal(NoticeOf(0), NoticeOf(1));
        advanced.Items.Select(reminder => reminder.NextTime).Should().Equal(null, Birthday.Time + TimeSpan.FromDays(11 * 365));
        advanced.Advance(Birthday.Time + TimeSpan.FromDays(10 * 365), NoticeOf).Due.Should().BeEmpty("each time is told once");
    }

    [Fact]
    public void Given_AReminderThatCameDue_When_ItIsReplaced_Then_WhatIsOnItsWayStillFindsIt()
    {
        var (_, advanced) = List(Tax).Advance(Tax.Time, NoticeOf);

        advanced.Add([Tax], Tax.Time).Value.IsNone.Should().BeTrue("when it was due last is not part of what it says");
        advanced.Add([Tax with { Frequency = 1000 }], Tax.Time).Value.List.Items.Single().Notice.Should().Be(NoticeOf(0));
    }

    private static ReminderNoticeId NoticeOf(int number) => DerivedId.From<ReminderNoticeId>("cause", $"{number}");

    private static Reminder Tax => new() { Title = "tax", Time = Now + TimeSpan.FromDays(1) };

    private static Reminder Birthday => new() { Title = "birthday", Time = Now + TimeSpan.FromDays(2), Frequency = 365L * 24 * 3600 * 1000 };

    private static ReminderList List(params Reminder[] reminders) => ReminderList.Empty.Add(reminders, Now).Value.List;
}
