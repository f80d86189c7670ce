using Kpm.Core.Assets;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using static Kpm.Tests.Core.Assets.Attempt.SilenceWorld;

namespace Kpm.Tests.Core.Assets.Attempt;

public sealed class ReleaseAttemptTests
{
    private const int Period = 30;
    private const int Days = 13;
    private readonly SilenceWorld _world = new();

    [Fact]
    public async Task Given_AnOwnerWhoIsSilent_When_DaysPass_Then_TheStagesFollowEachOtherAndTheWaitIsNeverNone()
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period - 1);
        _world.Releases[legacy].State.Attempt.Should().BeNull();
        await _world.PassAsync(1);

        var stages = new List<AttemptStage>();
        for (var day = 0; day < Days; day++)
        {
            stages.Add(_world.AttemptOf(legacy).Stage);
            _world.Releases[legacy].IsActive.Should().BeTrue();
            await _world.PassAsync(1);
        }

        stages.Should().Equal([.. Repeat(AttemptStage.Reminding, 6), .. Repeat(AttemptStage.Grace, 5), .. Repeat(AttemptStage.Waiting, 2)]);
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
        _world.AttemptOf(legacy).State.Outcome.Should().Be(AttemptOutcome.Released);
        _world.Signs[Owner].State.SoughtBy.Should().BeEmpty();
        var released = _world.Releases.Events.OfType<AssetReleased>().Single();
        released.Met.Should().ContainSingle().Which.Grade.Should().BeNull("the clock shows it");
        _world.MailsTo(Owner).Should().Equal(MailKind.CheckIn, MailKind.CheckIn, MailKind.CheckIn, MailKind.ReleaseImminent);
        _world.MailsTo(Keeper).Should().Equal(MailKind.KeeperChosen, MailKind.KeeperAsked, MailKind.KeeperWarned);
        _world.Emails.Sent.Select(sent => sent.Work).Where(mail => mail.Receiver == Keeper && mail.Kind != MailKind.KeeperChosen).Select(mail => (mail.Legacy, mail.Attempt))
            .Should().AllBeEquivalentTo(((ReleaseId?)legacy, (AttemptId?)_world.AttemptOf(legacy).Id), "a keeper has to find what they can pause");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(12)]
    public async Task Given_AnAttempt_When_TheOwnerGivesASign_Then_ItIsVetoedAndThePeriodBeginsAnew(int day)
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period + day);
        var attempt = _world.AttemptOf(legacy).Id;
        await _world.SignAsync(SignKind.Read);
        await _world.SettleAsync();

        _world.Attempts[attempt].State.Outcome.Should().Be(AttemptOutcome.Vetoed);
        _world.Releases[legacy].State.Attempt.Should().BeNull();
        _world.MailsTo(Owner).Last().Should().Be(MailKind.AttemptStopped);
        await _world.PassAsync(Period + Days - 1);
        _world.Releases[legacy].IsActive.Should().BeTrue("a whole period and a whole attempt must pass again");
        await _world.PassAsync(1);
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, true)]
    public async Task Given_AnAttempt_When_OwnerOrReceiverEndsTheLegacy_Then_ItSaysWhetherItsOwnerWasThere(bool isByOwner, bool? isWithdrawn)
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period + 1);
        (await _world.CancelAsync(legacy, isByOwner ? Owner : Receiver)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();

        var attempt = _world.AttemptOf(legacy).State;
        (attempt.Outcome, attempt.IsWithdrawn).Should().Be((AttemptOutcome.Vetoed, isWithdrawn));
    }

    [Fact]
    public async Task Given_WhatCanBeClaimed_When_TheOwnerComesBack_Then_ItCannotBeAnyMore()
    {
        var legacy = await PlanAsync(DeliveryMode.Claim);
        await _world.PassAsync(Period + Days);
        var attempt = _world.AttemptOf(legacy);
        attempt.Stage.Should().Be(AttemptStage.Met);
        _world.Releases[legacy].State.Announced.Should().BeTrue();
        await _world.SignAsync(SignKind.LogIn);
        (await _world.ClaimAsync(legacy)).Error.Should().BeOfType<NotReady>("the sign counts before any message of it arrives");
        await _world.SettleAsync();

        _world.Attempts[attempt.Id].State.Outcome.Should().Be(AttemptOutcome.Vetoed);
        _world.Releases[legacy].State.Should().BeEquivalentTo(new { Announced = false, Silence = (SilenceEvidence?)null, Attempt = (AttemptId?)null });
        _world.Releases.Events.OfType<AssetReleaseHalted>().Single().WasAnnounced.Should().BeTrue();
        (await _world.ClaimAsync(legacy)).Error.Should().BeOfType<NotReady>();
    }

    [Fact]
    public async Task Given_AnAttempt_When_AKeeperPausesIt_Then_FifteenDaysDoNotCountOnce()
    {
        var legacy = await PlanAsync();
        (await _world.KeeperPausesAsync(legacy)).Error.Should().BeOfType<Forbidden>("there is nothing to pause");
        await _world.PassAsync(Period + 2);
        (await _world.KeeperPausesAsync(legacy)).IsFailure.Should().BeFalse();
        (await _world.KeeperPausesAsync(legacy)).IsFailure.Should().BeFalse("a repeat is no other word");
        _world.AttemptOf(legacy).PauseBy(Receiver, _world.Clock.Now).Error.Should().BeOfType<Forbidden>();
        var day = _world.AttemptOf(legacy).State.Day;
        await _world.PassAsync(ReleaseAttempt.PauseDays);
        _world.AttemptOf(legacy).State.Day.Should().Be(day);
        await _world.PassAsync(1);
        _world.AttemptOf(legacy).State.Day.Should().Be(day + 1);
        (await _world.KeeperPausesAsync(legacy)).IsFailure.Should().BeFalse("the keeper has spoken");
        _world.AttemptOf(legacy).State.Pause!.DaysLeft.Should().Be(0, "and that is used up");
        _world.MailsTo(Owner).Should().Contain(MailKind.AttemptPaused);
    }

    [Fact]
    public async Task Given_AMailThatIsNotOut_When_DaysPass_Then_TheyDoNotCountButForAMonthAtMost()
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period);
        await _world.PassAsync(ReleaseAttempt.MaximumUnmailedDays, areMailsSent: false);
        _world.AttemptOf(legacy).State.Day.Should().BeLessThanOrEqualTo(3, "the second reminder is not out");
        _world.Emails.Sent.GroupBy(sent => sent.Id).Max(mail => mail.Count()).Should().BeGreaterThan(ReleaseAttempt.MaximumUnmailedDays / 2, "it is tried again each day");
        await _world.PassAsync(Days, areMailsSent: false);
        _world.Releases[legacy].IsExecuted.Should().BeTrue("a mailbox that is gone stops nothing for ever");
    }

    [Fact]
    public async Task Given_MailsThatComeBack_When_DaysPass_Then_TheOwnerHasAMonthMoreToComeByOnTheirOwn()
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period);
        for (var day = 0; day < ReleaseAttempt.MaximumUnmailedDays + Days; day++)
        {
            _world.Releases[legacy].IsExecuted.Should().BeFalse();
            foreach (var (id, _) in _world.Emails.Sent) await _world.Mails.NoteAsync(id, MailOutcome.Bounced, _world.Clock.Now, default);
            await _world.PassAsync(1);
        }

        _world.Releases[legacy].IsExecuted.Should().BeTrue("a mailbox that is gone stops nothing for ever");
        _world.Emails.Sent.Should().OnlyHaveUniqueItems(sent => sent.Id, "what came back is not sent again");
    }

    [Fact]
    public async Task Given_AMailThatWentOutLate_When_ADayIsOverSinceItBegan_Then_ItCountsOnlyOnceTheMailWasOutForADay()
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period - 1);
        await _world.PassAsync(1, areMailsSent: false);
        _world.Clock.Now += TimeSpan.FromHours(20);
        await _world.SendMailsAsync();
        _world.Clock.Now += TimeSpan.FromHours(4);
        await _world.SettleAsync();
        _world.AttemptOf(legacy).State.Should().BeEquivalentTo(new { Day = 0, UnmailedDays = 0, NextCheckAt = _world.Clock.Now + TimeSpan.FromHours(20) });
        _world.Clock.Now += TimeSpan.FromHours(20);
        await _world.SettleAsync();
        _world.AttemptOf(legacy).State.Day.Should().Be(1);
    }

    [Fact]
    public async Task Given_AMailThatWasSentByAClockThatIsAhead_When_ADayIsOver_Then_ItIsNotKnownToBeOut()
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period);
        var attempt = _world.AttemptOf(legacy);
        var day = _world.Clock.Now + TimeSpan.FromDays(1);
        attempt.CountDay(day + TimeSpan.FromDays(100), day);
        attempt.State.Should().BeEquivalentTo(new { Day = 0, UnmailedDays = 1, NextCheckAt = day + TimeSpan.FromDays(1) });
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Given_ALookThatIsLate_When_ItIsMoreThanAnHour_Then_ItCountsNoDay(int more, int days)
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period);
        var attempt = _world.AttemptOf(legacy);
        var sent = attempt.State.CreatedTs;
        var late = sent + TimeSpan.FromDays(1) + ReleaseAttempt.MaximumLateness + TimeSpan.FromMilliseconds(more);
        attempt.CountDay(sent, late);
        attempt.State.Should().BeEquivalentTo(new { Day = days, UnmailedDays = 0, NextCheckAt = late + TimeSpan.FromDays(1) });
    }

    [Fact]
    public async Task Given_ASystemThatWasDown_When_ItIsBack_Then_EveryStageStillTakesItsDays()
    {
        var legacy = await PlanAsync();
        _world.Clock.Now += TimeSpan.FromDays(1_000);
        await _world.SettleAsync();
        for (var repeat = 0; repeat < 50; repeat++) await _world.SettleAsync();
        _world.AttemptOf(legacy).State.Day.Should().Be(0);
        _world.Clock.Now += TimeSpan.FromDays(1_000);
        for (var repeat = 0; repeat < 50; repeat++) await _world.SettleAsync();
        _world.AttemptOf(legacy).State.Day.Should().Be(0, "nobody could answer a system that was down");
        await _world.PassAsync(1);
        _world.AttemptOf(legacy).State.Day.Should().Be(1);
    }

    [Fact]
    public async Task Given_ADateBesideTheInactivity_When_ItHasNotCome_Then_NobodyIsAskedAnything()
    {
        var date = Start + TimeSpan.FromDays(400);
        var legacy = await _world.PlanAsync(1, new ReleaseCondition.All([Inactivity(), new ReleaseCondition.Date(date)]));
        await _world.PassAsync(400);
        _world.Emails.Sent.Select(sent => sent.Work.Kind).Should().Equal(MailKind.KeeperChosen);
        await _world.PassAsync(1);
        _world.Releases[legacy].State.Attempt.Should().NotBeNull("the silence is what is missing now");
        await _world.PassAsync(Days);
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
    }

    [Fact]
    public async Task Given_ADateInsteadOfTheInactivity_When_ItComesDuringAnAttempt_Then_TheReleaseIsExecutedAndTheAttemptOver()
    {
        var legacy = await _world.PlanAsync(1, new ReleaseCondition.Any([Inactivity(), new ReleaseCondition.Date(Start + TimeSpan.FromDays(Period + 2))]));
        await _world.PassAsync(Period + 3);
        _world.Releases[legacy].IsExecuted.Should().BeTrue();
        _world.AttemptOf(legacy).State.Outcome.Should().Be(AttemptOutcome.Released);
        _world.Signs[Owner].State.SettledTs.Should().BeNull("it does not rest on the silence");
        _world.Log.Should().NotContain(line => line.StartsWith("settled", StringComparison.Ordinal), "it does not rest on the silence");
    }

    [Fact]
    public async Task Given_AnAttempt_When_TheOwnerRevisesThePlan_Then_ItIsRefusedUntilTheAttemptHasEnded()
    {
        var legacy = await PlanAsync();
        await _world.PassAsync(Period);
        var release = _world.Releases[legacy];
        var plan = ReleasePlan.Of(release.State, new ReleaseContent("For you", null));
        release.Revise(plan, release.State.Sealed, ["name"], _world.Clock.Now).Error.Should().BeOfType<AttemptIsRunning>();
        await _world.SignAsync(SignKind.Command);
        await _world.SettleAsync();
        _world.Releases[legacy].Revise(plan, release.State.Sealed, ["name"], _world.Clock.Now).IsFailure.Should().BeFalse();
    }

    private static IEnumerable<AttemptStage> Repeat(AttemptStage stage, int days) => Enumerable.Repeat(stage, days);

    private Task<ReleaseId> PlanAsync(DeliveryMode delivery = DeliveryMode.Automatic) => _world.PlanAsync(1, Inactivity(Period), delivery);
}
