using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets.Reactions;
using static Kpm.Tests.Core.Assets.Attempt.SilenceWorld;

namespace Kpm.Tests.Core.Assets.Attempt;

/// <summary>Who hears of a sign of life, and who sees the attempts that it ended.</summary>
public sealed class HeardSignsTests
{
    private const int Period = 30;
    private static readonly UserId NewKeeper = AssetWorld.User(6);

    [Fact]
    public async Task Given_ALegacyThatCannotHearYet_When_TheOwnerGivesASign_Then_TheOthersHearIt()
    {
        var world = new SilenceWorld();
        var (deaf, other) = (await world.PlanAsync(1, Inactivity()), await world.PlanAsync(2, Inactivity()));
        await world.PassAsync(Period + 1);
        var met = world.AttemptOf(deaf);
        world.Attempts.Put(ReleaseAttempt.Load(met.Id, met.State with { Day = met.State.Terms.Days, MetTs = world.Clock.Now, NextCheckAt = null }, met.Version + 1));
        await world.SignAsync(SignKind.CheckIn);
        await world.SettleAsync();

        world.Releases[deaf].State.Attempt.Should().NotBeNull("the message that it was met has not come");
        world.Releases[other].State.Attempt.Should().BeNull();
    }

    [Fact]
    public void Given_AnAttemptThatEnds_When_AKeeperAttestsAtThatMoment_Then_TheirReleaseHearsOfSigns() =>
        Gen.ULong.Sample(seed => AttestWhileItEndsAsync(seed).GetAwaiter().GetResult(), iter: 200); // runs on this thread

    /// <summary>The process may die between the two writes that stop and begin anew.</summary>
    [Fact]
    public async Task Given_AReleaseThatHearsOfNoSignsAnyMore_When_TheMessageThatStoppedItComesAgain_Then_ItHears()
    {
        var world = new SilenceWorld();
        var legacy = await world.PlanAsync(1, Inactivity());
        await world.PassAsync(Period + 1);
        await world.SignAsync(SignKind.CheckIn);
        await world.SettleAsync();
        var ended = world.Attempts.Events.OfType<ReleaseAttemptEnded>().Single();
        await world.PassAsync(Period + 1);
        await world.Desk.StopSeekingAsync(Owner, legacy, world.Clock.Now, default);

        await world.RepeatAsync(ended);

        world.Signs[Owner].State.SoughtBy.Should().Equal(legacy);
    }

    [Fact]
    public async Task Given_AnAttemptThatIsStillToBegin_When_TheOwnerGivesASign_Then_NobodyIsAlarmed()
    {
        var world = new SilenceWorld();
        var legacy = await world.PlanAsync(1, Inactivity());
        world.Clock.Now += TimeSpan.FromDays(Period + 1);
        world.RunTimers();
        (await world.ArriveAsync(0)).Should().BeTrue();
        world.Releases[legacy].State.Attempt.Should().NotBeNull();

        await world.SignAsync(SignKind.LogIn);
        await world.SettleAsync();

        world.Releases[legacy].State.Attempt.Should().BeNull();
        world.Attempts.All.Should().BeEmpty();
        world.MailsTo(Owner).Should().BeEmpty();
        world.Signs[Owner].State.SoughtBy.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AnAttemptThatIsBeginning_When_AKeeperTakesTheirWordBack_Then_NobodyIsToldOfASignOfLife()
    {
        var world = new SilenceWorld();
        var legacy = await world.PlanAsync(1, new ReleaseCondition.Attestation(Count: 2, Wait: 5), DeliveryMode.Automatic, Keeper, NewKeeper);
        foreach (var keeper in new[] { Keeper, NewKeeper }) await world.AttestAsync(legacy, keeper);
        var accesses = 0;
        world.Attempts.BeforeAccess = async () =>
        {
            if (accesses++ > 0) return;
            await world.WithdrawAsync(legacy, NewKeeper);
            await world.RepeatAsync(world.Releases.Events.OfType<AssetReleaseHalted>().Single());
        };

        await world.SettleAsync();

        world.Attempts.All.Single().State.Outcome.Should().Be(AttemptOutcome.Vetoed);
        world.MailsTo(Keeper).Should().NotContain(MailKind.KeeperReassured);
        world.MailsTo(Owner).Should().NotContain(MailKind.AttemptStopped);
    }

    /// <summary>Before the grace an attempt tells its keepers nothing: whoever spoke all the same hears that the owner answered.</summary>
    [Fact]
    public async Task Given_AKeeperWhoAttestsWhileTheOwnerIsReminded_When_TheOwnerGivesASign_Then_ThatKeeperIsToldSo()
    {
        var world = new SilenceWorld();
        var legacy = await world.PlanAsync(1, new ReleaseCondition.Any([Inactivity(), new ReleaseCondition.Attestation(2, 5)]), DeliveryMode.Automatic, Keeper, NewKeeper);
        await world.PassAsync(Period + 1);
        world.AttemptOf(legacy).Stage.Should().Be(AttemptStage.Reminding);
        await world.AttestAsync(legacy, Keeper);

        world.Clock.Now += TimeSpan.FromHours(1);
        await world.SignAsync(SignKind.CheckIn);
        await world.SettleAsync();

        world.Releases[legacy].State.Attestations.Should().BeEmpty();
        world.MailsTo(Keeper).Should().ContainSingle(kind => kind == MailKind.KeeperReassured);
        world.MailsTo(NewKeeper).Should().NotContain(MailKind.KeeperReassured);
    }

    /// <summary>The sign comes before its message: a look of the timer, or the beginning of the attempt, finds it first.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Given_KeepersWhoAttest_When_ASignIsFoundBeforeItIsHeard_Then_TheyAreToldOnce(bool hasBegun)
    {
        var world = new SilenceWorld();
        var legacy = await world.PlanAsync(1, new ReleaseCondition.Attestation(Count: 2, Wait: 5), DeliveryMode.Automatic, Keeper, NewKeeper);
        foreach (var keeper in new[] { Keeper, NewKeeper }) await world.AttestAsync(legacy, keeper);
        world.Clock.Now += TimeSpan.FromHours(1);
        if (hasBegun)
        {
            world.RunTimers();
            while (world.Messages.Count > 0) await world.ArriveAsync(0);
            world.Releases[legacy].State.Attempt.Should().NotBeNull();
        }

        await world.SignAsync(SignKind.CheckIn);
        world.RunTimers();
        while (world.Messages.Count > 0) await world.ArriveAsync(0);
        foreach (var due in world.Releases.Events.OfType<AssetReleaseAttemptDue>().ToList()) await world.RepeatAsync(due);
        await world.SettleAsync();

        world.Releases[legacy].State.Should().BeEquivalentTo(new { Attempt = (AttemptId?)null, Attestations = Array.Empty<Attestation>() });
        world.Attempts.All.Should().BeEmpty();
        foreach (var keeper in new[] { Keeper, NewKeeper }) world.MailsTo(keeper).Should().ContainSingle(mail => mail == MailKind.KeeperReassured);
    }

    [Fact]
    public async Task Given_AKeeperWhoWasChosenLater_When_TheyListAttempts_Then_TheySeeNoneOfBefore()
    {
        var world = new SilenceWorld();
        var legacy = await world.PlanAsync(1, Inactivity());
        await world.PassAsync(Period + 1);
        await world.SignAsync(SignKind.CheckIn);
        await world.SettleAsync();
        var release = world.Releases[legacy];
        release.Revise(ReleasePlan.Of(release.State, new ReleaseContent("For you", null)) with { Keepers = [Keeper, NewKeeper] }, release.State.Sealed, ["keepers"], world.Clock.Now).IsFailure.Should().BeFalse();
        world.Releases.Put(release);
        async Task<int> SeenByAsync(UserId person) => (await new ListAttemptsHandler(world.Releases, world.Attempts, world.Keeps).HandleAsync(new ListAttempts(legacy, person), default)).Value.Length;

        (await SeenByAsync(Owner), await SeenByAsync(Keeper), await SeenByAsync(NewKeeper)).Should().Be((1, 1, 0));
    }

    private static async Task AttestWhileItEndsAsync(ulong seed)
    {
        var world = new SilenceWorld();
        var legacy = await world.PlanAsync(1, new ReleaseCondition.Attestation(Count: 2, Wait: 5), DeliveryMode.Automatic, Keeper, NewKeeper);
        foreach (var keeper in new[] { Keeper, NewKeeper }) await world.AttestAsync(legacy, keeper);
        await world.SettleAsync();
        await world.SignAsync(SignKind.CheckIn);
        world.Clock.Now += TimeSpan.FromHours(1);

        var interleaver = new Interleaver(seed);
        world.BeforeAccess = interleaver.PauseAsync;
        interleaver.Add(() => world.AttestAsync(legacy, Keeper));
        interleaver.Run(() =>
        {
            world.Collect();
            foreach (var message in world.Messages) interleaver.Add(message);
            world.Messages.Clear();
        });
        world.BeforeAccess = () => Task.CompletedTask;

        if (world.Releases[legacy].IsSeeking) world.Signs[Owner].State.SoughtBy.Should().Contain(legacy);
    }
}
