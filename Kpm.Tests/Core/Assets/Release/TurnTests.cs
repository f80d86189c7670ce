using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Receivers in turn.</summary>
public sealed class TurnTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromDays(14);
    private static readonly UserId Dora = AssetWorld.User(4);
    private readonly AssetWorld _world = new();

    public TurnTests() => _world.AddActiveAsset(1, AssetWorld.Ana);

    [Fact]
    public async Task Given_receivers_in_turn_When_it_can_be_claimed_Then_only_the_first_is_told_and_claims_alone()
    {
        await PlanAsync(AssetWorld.Ben, AssetWorld.Cleo);
        Told().Should().Equal(AssetWorld.Ben);
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).Error.Should().Be(new NotReady());
        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        _world.Assets[AssetWorld.AssetNo(1)].State.Owners.Should().Equal(AssetWorld.Ben);
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).Error.Should().Be(new NotReady());
        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse("a repeat changes nothing");
        SeenBy(AssetWorld.Cleo).Lifecycle.Should().Be(Lifecycle.Removed);
    }

    [Fact]
    public async Task Given_receivers_in_turn_When_read_Then_nobody_learns_of_the_others()
    {
        await PlanAsync(AssetWorld.Ben, AssetWorld.Cleo);
        (SeenBy(AssetWorld.Ben).ReleaseTs, SeenBy(AssetWorld.Cleo).ReleaseTs).Should().Be((State.Conditions is ReleaseCondition.Date date ? date.Instant : null, ReleaseRow.NoDate));
        foreach (var person in new[] { AssetWorld.Ben, AssetWorld.Cleo }) SeenBy(person).Receivers.Should().Equal(person);
    }

    [Fact]
    public async Task Given_a_turn_When_the_wait_is_over_Then_it_is_the_next_ones_and_the_last_one_goes_on()
    {
        await PlanAsync(AssetWorld.Ben, AssetWorld.Cleo);
        await PassAsync(Wait - TimeSpan.FromMilliseconds(1));
        Told().Should().Equal(AssetWorld.Ben);
        await PassAsync(TimeSpan.FromMilliseconds(1));
        Told().Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        State.Passed.Should().Equal(new PassedReceiver(AssetWorld.Ben, AssetWorld.Now + Wait, PassReason.Unclaimed));
        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().Be(new NotReady());

        await PassAsync(Wait);
        await PassAsync(Wait);
        _world.Releases.Events.OfType<AssetReleaseUnclaimed>().Should().ContainSingle();
        State.NextCheckAt.Should().BeNull();
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        State.Execution!.By.Should().Be(AssetWorld.Cleo.ToString());
    }

    [Fact]
    public async Task Given_a_turn_When_its_receiver_declines_Then_the_next_is_told_at_once_and_they_stay_out()
    {
        await PlanAsync(AssetWorld.Ben, AssetWorld.Cleo);
        (await _world.CancelAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        await PassAsync(TimeSpan.Zero);
        Told().Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        State.Passed.Should().Equal(new PassedReceiver(AssetWorld.Ben, AssetWorld.Now, PassReason.Left));
        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().Be(new Forbidden());
        (await _world.CancelAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        State.CancelReason.Should().Be(CancelReason.Declined);
    }

    [Fact]
    public async Task Given_one_who_was_late_When_all_others_leave_or_are_no_keeps_Then_they_have_another_turn()
    {
        await PlanAsync(AssetWorld.Ben, AssetWorld.Cleo, Dora);
        await PassAsync(Wait);
        (await _world.CancelAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        await PassAsync(TimeSpan.Zero);
        _world.Keeps.Strangers.Add(Dora);
        (await _world.TriggerAsync(1, Dora)).Error.Should().Be(new NotReady());
        await PassAsync(TimeSpan.Zero);
        Told().Should().Equal(AssetWorld.Ben, AssetWorld.Cleo, Dora, AssetWorld.Ben);
        State.Passed.Select(passed => (passed.Receiver, passed.Reason)).Should().Equal((AssetWorld.Cleo, PassReason.Left), (Dora, PassReason.NoKeep));
        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        State.Execution!.By.Should().Be(AssetWorld.Ben.ToString());
    }

    [Fact]
    public async Task Given_receivers_who_are_no_keeps_When_it_is_their_turn_Then_they_are_passed_over()
    {
        _world.Keeps.Strangers.Add(AssetWorld.Ben);
        await PlanAsync(AssetWorld.Ben, AssetWorld.Cleo, Dora);
        Told().Should().Equal(AssetWorld.Cleo);
        _world.Keeps.Strangers.Add(AssetWorld.Cleo);
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).Error.Should().Be(new NotReady());
        await PassAsync(TimeSpan.Zero);
        Told().Should().Equal(AssetWorld.Cleo, Dora);
        State.Passed.Select(passed => (passed.Receiver, passed.Reason)).Should().Equal((AssetWorld.Ben, PassReason.NoKeep), (AssetWorld.Cleo, PassReason.NoKeep));
        _world.Keeps.Strangers.Add(Dora);
        (await _world.TriggerAsync(1, Dora)).Error.Should().Be(new NotReady());
        await PassAsync(TimeSpan.Zero);
        State.CancelReason.Should().Be(CancelReason.NoReceiver);
    }

    [Fact]
    public async Task Given_a_turn_When_the_owner_changes_the_receivers_Then_turns_begin_anew_and_not_when_the_name_changes()
    {
        await PlanAsync(AssetWorld.Ben, AssetWorld.Cleo);
        await PassAsync(Wait);
        await ReviseAsync(new ReleaseDraft { Name = "For one of you" });
        (State.Turn!.Receiver, State.Turn.Since).Should().Be((AssetWorld.Cleo, AssetWorld.Now + Wait));
        await ReviseAsync(new ReleaseDraft { Receivers = [Dora, AssetWorld.Ben] });
        (State.Turn!.Receiver, State.Passed.Length).Should().Be((Dora, 0));
        await ReviseAsync(new ReleaseDraft { InTurn = new TurnDraft(0) });
        Told().Should().Equal(AssetWorld.Ben, AssetWorld.Cleo, Dora, Dora, AssetWorld.Ben);
    }

    [Fact]
    public async Task Given_turns_that_rest_on_a_silence_When_the_owner_comes_back_Then_they_begin_with_the_first_again()
    {
        var silent = new ConditionDraft { Type = "inactivity" };
        await PlanAsync(Draft(AssetWorld.Ben, AssetWorld.Cleo, Dora) with { Conditions = silent });
        var release = _world.Releases[AssetWorld.ReleaseNo(1)];
        var attempt = new AttemptId(Guid.AllBitsSet);
        release = AssetRelease.Load(release.Id, release.State with { Attempt = attempt }, release.Version);
        Met(release, attempt);
        release.Cancel(AssetWorld.Ben, AssetWorld.Now).IsFailure.Should().BeFalse();
        release.TakeTurn([], AssetWorld.Now);
        release.TakeTurn([], AssetWorld.Now + Wait);
        release.State.Turn!.Receiver.Should().Be(Dora);

        release.EndAttempt(attempt, AssetWorld.Now + Wait);
        release.RaisedEvents.OfType<AssetReleaseHalted>().Single().Receivers.Should().Equal(Dora);
        release.State.Turn.Should().BeNull();
        release.State.Announced.Should().BeFalse();
        release.CheckTrigger(Dora, AssetWorld.Now + Wait).Error.Should().Be(new NotReady());

        release = AssetRelease.Load(release.Id, release.State with { Attempt = attempt }, release.Version);
        Met(release, attempt);
        release.State.Turn!.Receiver.Should().Be(AssetWorld.Cleo, "whoever declined stays out");

        static void Met(AssetRelease release, AttemptId attempt)
        {
            release.RecordSilence(attempt, null, new SilenceEvidence(AssetWorld.Now, 1, AssetWorld.Now), AssetWorld.Now);
            release.TakeTurn([], AssetWorld.Now);
        }
    }

    public static TheoryData<ReleaseDraft, string> Wrong => new()
    {
        { Draft(AssetWorld.Ben), "/in_turn" },
        { Draft(AssetWorld.Ben, AssetWorld.Cleo) with { Delivery = "automatic" }, "/in_turn" },
        { Draft(AssetWorld.Ben, AssetWorld.Cleo) with { InTurn = new TurnDraft(0) }, "/in_turn/wait_days" },
        { Draft(AssetWorld.Ben, AssetWorld.Cleo) with { InTurn = new TurnDraft(366) }, "/in_turn/wait_days" },
        { Draft(AssetWorld.Ben, AssetWorld.Cleo) with { InTurn = new TurnDraft(null) }, "/in_turn/wait_days" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Given_wrong_turns_When_checked_Then_the_field_is_named(ReleaseDraft draft, string pointer) =>
        ReleasePlan.Check(ReleaseType.Custom, draft, AssetWorld.Ana, AssetWorld.Now).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Select(field => field.Pointer).Should().Equal(pointer);

    private ReleaseState State => _world.Releases[AssetWorld.ReleaseNo(1)].State;

    private static ReleaseDraft Draft(params UserId[] receivers) => new()
    {
        Name = "For you",
        Assets = [AssetWorld.AssetNo(1)],
        Receivers = receivers,
        Conditions = new ConditionDraft { Type = "date", At = 1 },
        InTurn = new TurnDraft(14),
    };

    [Fact]
    public async Task Given_what_one_of_them_claimed_When_it_is_revoked_Then_the_others_learn_nothing_of_it()
    {
        await PlanAsync(AssetWorld.Ben, AssetWorld.Cleo);
        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (await _world.RevokeAsync(1, AssetWorld.Ana)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        var get = new GetReleaseHandler(_world.Releases, _world.Rehearsals, _world.Sealer);
        async Task<ReleaseRow> ReadAsync(UserId by) => (await get.HandleAsync(new GetRelease(AssetWorld.ReleaseNo(1), by, _world.Clock.Now), default)).Value;
        (await ReadAsync(AssetWorld.Ben)).Revocation.Should().NotBeNull();
        var others = await ReadAsync(AssetWorld.Cleo);
        (others.Revocation, others.ReleaseTs, others.ModifiedTs, others.Assets.Length).Should().Be((null, null, null, 0));
    }

    private Task PlanAsync(params UserId[] receivers) => PlanAsync(Draft(receivers));

    private async Task PlanAsync(ReleaseDraft draft)
    {
        (await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft))).IsFailure.Should().BeFalse();
        await PassAsync(TimeSpan.Zero);
    }

    private async Task ReviseAsync(ReleaseDraft changes)
    {
        (await _world.ReviseAsync(1, changes)).IsFailure.Should().BeFalse();
        await PassAsync(TimeSpan.Zero);
    }

    private Task PassAsync(TimeSpan time) => _world.PassAsync(1, time);

    private IEnumerable<UserId> Told() => _world.Releases.Events.OfType<AssetReleaseClaimable>().SelectMany(happened => happened.Receivers);

    private ReleaseRow SeenBy(UserId receiver)
    {
        var release = _world.Releases[AssetWorld.ReleaseNo(1)];
        return ReleaseRow.Of(release, new ReleaseContent("For you", null), ReleaseRole.Receiver).AsSeenBy(receiver, release);
    }
}
