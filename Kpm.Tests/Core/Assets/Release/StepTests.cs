using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Tests.Core.Assets.Reactions;

namespace Kpm.Tests.Core.Assets;

/// <summary>Releases that follow each other: what can be followed, and what becomes of a follower.</summary>
public sealed class StepTests
{
    private const int First = 1;
    private const int Second = 2;
    private static readonly TimeSpan Delay = TimeSpan.FromDays(30);
    private readonly AssetWorld _world = new();

    public StepTests()
    {
        for (var number = 1; number <= 3; number++) _world.AddActiveAsset(number, AssetWorld.Ana);
    }

    [Fact]
    public async Task Given_a_step_When_the_one_before_is_executed_Then_it_is_executed_so_many_days_later()
    {
        await PlanAsync(First, Soon);
        await PlanAsync(Second, After(First, days: 30));
        State(Second).NextCheckAt.Should().BeNull();
        OpenOf(Second).Should().Be(ReleaseRow.NoDate);

        await ExecuteAsync(First);

        var executed = State(First).Execution!.At;
        State(Second).Preceding.Should().Equal(new PrecedingEvidence(AssetWorld.ReleaseNo(First), executed));
        (State(Second).NextCheckAt, OpenOf(Second)).Should().Be((executed + Delay, executed + Delay - TimeSpan.FromMilliseconds(1)));
        _world.Clock.Now = executed + Delay - TimeSpan.FromMilliseconds(1);
        await ExecuteAsync(Second);
        State(Second).Lifecycle.Should().Be(Lifecycle.Active);
        _world.Clock.Now = executed + Delay;
        await ExecuteAsync(Second);
        State(Second).Execution!.Met.Should().Equal(new MetCondition(0, executed + Delay, EvidenceGrade.SystemRecorded, null));
        State(Second).Execution!.At.Should().Be(executed + Delay);
    }

    [Fact]
    public async Task Given_a_release_that_was_executed_and_revoked_When_another_follows_it_Then_it_counts_as_executed()
    {
        await PlanAsync(First, Soon);
        await ExecuteAsync(First);
        (await _world.RevokeAsync(First, AssetWorld.Ana)).IsFailure.Should().BeFalse();
        await PlanAsync(Second, After(First));
        await ExecuteAsync(Second);
        State(Second).Lifecycle.Should().Be(Lifecycle.Inactive);
    }

    [Fact]
    public async Task Given_a_step_with_another_way_When_the_one_before_is_cancelled_Then_its_owner_hears_once_and_it_goes_the_other_way()
    {
        await PlanAsync(First, Later);
        await PlanAsync(Second, new ConditionDraft { Type = "any", Of = [After(First), Later] });
        var version = _world.Releases[AssetWorld.ReleaseNo(First)].Version;
        (await _world.CancelAsync(First, AssetWorld.Ana, version)).IsFailure.Should().BeFalse("a follower does not change what it follows");
        await _world.SettleAsync();
        foreach (var ended in _world.Releases.Events.OfType<AssetReleaseStepEnded>().ToList()) foreach (var again in _world.ReactionsTo(ended)) await again();

        State(Second).Lifecycle.Should().Be(Lifecycle.Active);
        _world.Releases.Events.OfType<AssetReleasePrecedingCanceled>().Should().ContainSingle();
        var rehearsed = _world.Releases[AssetWorld.ReleaseNo(Second)];
        rehearsed.AssumePreceding(_world.Clock.Now);
        rehearsed.State.Preceding.Should().BeEmpty("what was cancelled will never be executed");
        _world.Clock.Now += TimeSpan.FromDays(2);
        await ExecuteAsync(Second);
        State(Second).Lifecycle.Should().Be(Lifecycle.Inactive);
    }

    [Fact]
    public async Task Given_what_cannot_be_followed_When_planned_Then_the_leaf_is_named_and_all_answers_are_alike()
    {
        await PlanAsync(First, Later);
        await _world.CancelAsync(First, AssetWorld.Ana);
        _world.AddActiveAsset(4, AssetWorld.Ben);
        await _world.ScheduleAsync(4, [AssetWorld.AssetNo(4)], AssetWorld.Ben, [AssetWorld.Ana]);
        await _world.SettleAsync();
        foreach (var wrong in new[] { First, 4, 9 })
        {
            var refused = await ScheduleAsync(Second, new ConditionDraft { Type = "all", Of = [Later, After(wrong)] });
            refused.Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().Equal(new FieldError("/conditions/of/1/legacy", new NothingToFollow()));
        }
    }

    [Fact]
    public async Task Given_a_step_When_the_one_before_would_follow_it_Then_that_is_refused()
    {
        await PlanAsync(First, Later);
        await PlanAsync(Second, After(First));
        await PlanAsync(3, After(Second));
        foreach (var circle in new[] { First, Second, 3 })
        {
            var refused = await _world.ReviseAsync(First, new ReleaseDraft { Conditions = After(circle) });
            refused.Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().Equal(new FieldError("/conditions/legacy", new FollowsItself()));
        }
    }

    [Fact]
    public async Task Given_a_long_chain_When_one_more_step_is_planned_Then_twenty_may_come_before_it()
    {
        await PlanAsync(1, Later);
        for (var number = 2; number <= 21; number++) await PlanAsync(number, After(number - 1));
        (await ScheduleAsync(22, After(21))).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().Equal(new FieldError("/conditions/legacy", new TooManyToFollow(20)));
    }

    [Fact]
    public async Task Given_fifty_followers_When_one_is_cancelled_or_follows_another_Then_there_is_room_for_as_many_more()
    {
        await PlanAsync(First, Later);
        await PlanAsync(Second, Later);
        for (var number = 0; number < AssetRelease.MaximumFollowers; number++) await PlanAsync(100 + number, After(First));
        (await ScheduleAsync(3, After(First))).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Should().Equal(new FieldError("/conditions/legacy", new TooManyFollowers(50)));

        await _world.CancelAsync(100, AssetWorld.Ana);
        (await _world.ReviseAsync(101, new ReleaseDraft { Conditions = After(Second) })).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        await PlanAsync(3, After(First));
        await PlanAsync(4, After(First));
        (await ScheduleAsync(5, After(First))).IsFailure.Should().BeTrue();
        State(First).Followers.Should().NotContain(AssetWorld.ReleaseNo(100)).And.Contain([AssetWorld.ReleaseNo(3), AssetWorld.ReleaseNo(4)]);
    }

    [Fact]
    public async Task Given_a_step_When_its_conditions_change_Then_what_it_still_follows_stays_known()
    {
        await PlanAsync(First, Soon);
        await PlanAsync(Second, After(First, days: 30));
        await ExecuteAsync(First);
        (await _world.ReviseAsync(Second, new ReleaseDraft { Conditions = After(First, days: 20) })).IsFailure.Should().BeFalse();
        State(Second).NextCheckAt.Should().Be(State(First).Execution!.At + TimeSpan.FromDays(20));
        (await _world.ReviseAsync(Second, new ReleaseDraft { Conditions = Later })).IsFailure.Should().BeFalse();
        State(Second).Preceding.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_plan_that_follows_nothing_When_scheduled_Then_it_reads_no_release_and_a_step_reads_those_before_it()
    {
        await PlanAsync(First, Later);
        await PlanAsync(Second, After(First));
        var before = _world.Releases.Reads;
        await ScheduleAsync(3, After(Second));
        (_world.Releases.Reads - before).Should().Be(2);
    }

    /// <summary>A step may be planned while the one before it is executed or cancelled, and each message may come late, twice, and beside others.</summary>
    [Fact]
    public void Given_steps_When_all_happens_in_any_order_Then_each_knows_of_the_end_of_the_one_before() =>
        CsCheck.Check.Sample(CsCheck.Gen.Select(CsCheck.Gen.Bool, CsCheck.Gen.ULong), (isCanceled, seed) => Interleave(isCanceled, seed), iter: 500);

    /// <summary>A follower that was revised away makes room for another, and may follow again at the very moment when that one takes its place.</summary>
    [Fact]
    public void Given_fifty_followers_When_one_follows_again_while_another_takes_its_place_Then_both_are_known() =>
        CsCheck.Check.Sample(CsCheck.Gen.ULong, FollowAgain, iter: 200);

    private static void FollowAgain(ulong seed)
    {
        var story = new StepTests();
        var (world, interleaver) = (story._world, new Interleaver(seed));
        story.PlanAsync(First, Later).GetAwaiter().GetResult(); // the fakes answer at once
        story.PlanAsync(Second, Later).GetAwaiter().GetResult();
        var noted = world.Releases[AssetWorld.ReleaseNo(First)];
        foreach (var number in Enumerable.Range(100, AssetRelease.MaximumFollowers - 1).Prepend(Second)) noted.RecordFollower(AssetWorld.ReleaseNo(number), []);
        world.Releases.Put(noted);
        var seen = world.Releases.Events.Count;
        world.Releases.BeforeAccess = interleaver.PauseAsync;
        interleaver.Add(() => world.ReviseAsync(Second, new ReleaseDraft { Conditions = After(First) }));
        interleaver.Add(() => story.ScheduleAsync(3, After(First)));
        interleaver.Run(() =>
        {
            for (; seen < world.Releases.Events.Count; seen++)
                if (world.Releases.Events[seen] is AssetReleaseFollows) foreach (var reaction in world.ReactionsTo(world.Releases.Events[seen])) interleaver.Add(reaction);
        });

        story.State(First).Followers.Should().Contain([AssetWorld.ReleaseNo(Second), AssetWorld.ReleaseNo(3)]);
    }

    private static void Interleave(bool isCanceled, ulong seed)
    {
        var story = new StepTests();
        var (world, interleaver, seen) = (story._world, new Interleaver(seed), 0);
        story.PlanAsync(First, Soon).GetAwaiter().GetResult(); // the fakes answer at once
        seen = world.Releases.Events.Count;
        world.Assets.BeforeAccess = world.Releases.BeforeAccess = world.AssetRows.BeforeAccess = world.ReleaseRows.BeforeAccess = interleaver.PauseAsync;
        world.Deliveries.OnSent = work => interleaver.Add(() => world.DeliverAsync(work));
        interleaver.Add(() => isCanceled ? world.CancelAsync(First, AssetWorld.Ana) : world.CheckAsync(First));
        interleaver.Add(() => story.ScheduleAsync(Second, After(First)));
        interleaver.Run(() =>
        {
            for (; seen < world.Releases.Events.Count; seen++)
                foreach (var reaction in world.ReactionsTo(world.Releases.Events[seen])) interleaver.Add(reaction);
        });

        var first = world.Releases[AssetWorld.ReleaseNo(First)];
        if (world.Releases.All.FirstOrDefault(release => release.Id == AssetWorld.ReleaseNo(Second)) is not { } second)
        {
            isCanceled.Should().BeTrue("what was executed can be followed");
            return;
        }

        second.State.Preceding.Should().Equal(isCanceled ? [] : [new PrecedingEvidence(first.Id, first.State.Execution!.At)]);
        second.State.PrecedingCanceled.Should().Equal(isCanceled ? [first.Id] : []);
        world.Releases.Events.Count(happened => happened is AssetReleasePrecedingExecuted or AssetReleasePrecedingCanceled).Should().Be(1);
    }

    private static ConditionDraft Soon => new() { Type = "date", At = 1 };

    private static ConditionDraft Later => new() { Type = "date", At = (AssetWorld.Now + TimeSpan.FromDays(1)).UnixMilliseconds };

    private static ConditionDraft After(int number, int? days = null) => new() { Type = "after", Legacy = $"{AssetWorld.ReleaseNo(number)}", DelayDays = days };

    private ReleaseState State(int number) => _world.Releases[AssetWorld.ReleaseNo(number)].State;

    private Timestamp? OpenOf(int number) => ReleaseRow.Of(_world.Releases[AssetWorld.ReleaseNo(number)], ReleaseContent.Erased, ReleaseRole.Owner).ReleaseTs;

    /// <summary>A copy, so that several plans may name one asset.</summary>
    private Task<Result> ScheduleAsync(int number, ConditionDraft conditions) => _world.ScheduleAsync(number, AssetWorld.Plan(
        ReleaseType.Custom,
        new ReleaseDraft { Name = $"Step {number}", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben], Delivery = "automatic", BequestType = "copy", Conditions = conditions }));

    private async Task PlanAsync(int number, ConditionDraft conditions)
    {
        (await ScheduleAsync(number, conditions)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        if (State(number).NextCheckAt <= _world.Clock.Now && conditions != Soon) await _world.CheckAsync(number);
        await _world.SettleAsync();
    }

    private async Task ExecuteAsync(int number)
    {
        await _world.CheckAsync(number);
        await _world.SettleAsync();
    }
}
