using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Receivers in turn who did not claim in time: once every wait is over, they can claim again beside the last one.</summary>
public sealed class LateTurnTests
{
    private static readonly UserId Dora = AssetWorld.User(4);
    private readonly TurnWorld _world = new();

    [Fact]
    public async Task Given_all_were_late_When_the_last_wait_is_over_Then_they_are_told_once_and_the_first_to_claim_receives_alone()
    {
        await PlanAllLateAsync();
        UserId[] told = [AssetWorld.Ben, AssetWorld.Cleo, Dora, AssetWorld.Ben, AssetWorld.Cleo];
        _world.Told.Should().Equal(told);
        foreach (var receiver in told) _world.SeenBy(receiver).ReleaseTs.Should().NotBe(ReleaseRow.NoDate);
        await _world.PassTurnsAsync(5);
        _world.Told.Should().Equal(told, "nothing is told again and again");
        _world.Of<AssetReleaseUnclaimed>().Should().ContainSingle();
        _world.State.NextCheckAt.Should().BeNull();

        (await _world.ClaimAsync(AssetWorld.Cleo)).Should().BeNull();
        _world.Assets.Assets[AssetWorld.AssetNo(1)].State.Owners.Should().Equal(AssetWorld.Cleo);
        (_world.State.Turn!.Receiver, _world.Release.Recipients.Single()).Should().Be((AssetWorld.Cleo, AssetWorld.Cleo));
        (await _world.ClaimAsync(AssetWorld.Cleo)).Should().BeNull("a repeat changes nothing");
        foreach (var other in new[] { AssetWorld.Ben, Dora })
        {
            (await _world.ClaimAsync(other)).Should().Be(new NotReady());
            _world.SeenBy(other).Lifecycle.Should().Be(Lifecycle.Removed);
        }

        _world.State.Passed.Select(passed => (passed.Receiver, passed.Reason)).Should().Equal((AssetWorld.Ben, PassReason.Unclaimed), (Dora, PassReason.Unclaimed));
    }

    [Fact]
    public async Task Given_all_were_late_When_the_last_one_claims_Then_the_others_are_refused()
    {
        await PlanAllLateAsync();
        (await _world.ClaimAsync(Dora)).Should().BeNull();
        (await _world.ClaimAsync(AssetWorld.Ben)).Should().Be(new NotReady());
        _world.Assets.Assets[AssetWorld.AssetNo(1)].State.Owners.Should().Equal(Dora);
    }

    [Fact]
    public async Task Given_one_who_left_and_one_who_is_no_keep_When_the_last_wait_is_over_Then_they_are_not_told_and_stay_out()
    {
        await _world.PlanAsync(AssetWorld.Ben, AssetWorld.Cleo, Dora);
        await _world.PassTurnsAsync(2);
        await _world.LeaveAsync(AssetWorld.Cleo);
        _world.Assets.Keeps.Strangers.Add(AssetWorld.Ben);
        await _world.PassTurnsAsync(1);
        _world.Told.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo, Dora);
        _world.Of<AssetReleaseUnclaimed>().Should().ContainSingle();
        _world.SeenBy(AssetWorld.Ben).ReleaseTs.Should().Be(ReleaseRow.NoDate);

        _world.Assets.Keeps.Strangers.Clear();
        (await _world.ClaimAsync(AssetWorld.Ben)).Should().Be(new NotReady());
        (await _world.ClaimAsync(AssetWorld.Cleo)).Should().Be(new Forbidden());
        (await _world.ClaimAsync(Dora)).Should().BeNull();
    }

    [Fact]
    public async Task Given_one_who_was_late_When_they_claim_and_are_no_keep_any_more_Then_they_are_passed_over_for_good_and_the_others_go_on()
    {
        await PlanAllLateAsync();
        _world.Assets.Keeps.Strangers.Add(AssetWorld.Ben);
        (await _world.ClaimAsync(AssetWorld.Ben)).Should().Be(new NotReady());
        _world.State.Passed.Select(passed => (passed.Receiver, passed.Reason)).Should().Equal((AssetWorld.Cleo, PassReason.Unclaimed), (AssetWorld.Ben, PassReason.NoKeep));
        _world.Assets.Keeps.Strangers.Clear();
        (await _world.ClaimAsync(AssetWorld.Ben)).Should().Be(new NotReady());
        _world.SeenBy(AssetWorld.Ben).ReleaseTs.Should().Be(ReleaseRow.NoDate);
        (await _world.ClaimAsync(AssetWorld.Cleo)).Should().BeNull();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Given_all_were_late_When_the_last_one_leaves_or_is_no_keep_Then_the_others_can_claim_before_and_after_a_timer_looks(bool leaves, bool isLookedAt)
    {
        await PlanAllLateAsync();
        await DropLastAsync(leaves);
        if (isLookedAt) await _world.PassTurnsAsync(2);
        _world.Told.Should().HaveCount(5, "they were told before");
        (await _world.ClaimAsync(AssetWorld.Cleo)).Should().BeNull();
        _world.Release.Recipients.Should().Equal(AssetWorld.Cleo);
    }

    [Theory]
    [InlineData(true, CancelReason.Declined)]
    [InlineData(false, CancelReason.NoReceiver)]
    public async Task Given_all_were_late_When_everybody_leaves_Then_it_ends(bool leaves, CancelReason reason)
    {
        await PlanAllLateAsync();
        await DropLastAsync(leaves);
        await _world.LeaveAsync(AssetWorld.Ben);
        await _world.PassAsync(TimeSpan.Zero);
        _world.State.Turn.Should().Be(new ReceiverTurn(AssetWorld.Cleo, AssetWorld.Now + (3 * TurnWorld.Wait), IsLast: true));
        await _world.LeaveAsync(AssetWorld.Cleo);
        await _world.PassAsync(TimeSpan.Zero);
        _world.State.CancelReason.Should().Be(reason);
    }

    [Fact]
    public async Task Given_one_who_was_late_When_they_leave_Then_it_is_still_the_last_ones_turn()
    {
        await PlanAllLateAsync();
        await _world.LeaveAsync(AssetWorld.Ben);
        (_world.State.Turn!.Receiver, _world.State.NextCheckAt).Should().Be((Dora, null));
        (await _world.ClaimAsync(AssetWorld.Ben)).Should().Be(new Forbidden());
        (await _world.ClaimAsync(Dora)).Should().BeNull();
    }

    [Fact]
    public async Task Given_all_were_late_When_the_owner_takes_it_back_Then_all_who_could_claim_are_told()
    {
        await PlanAllLateAsync();
        await _world.LeaveAsync(AssetWorld.Ana);
        _world.Of<AssetReleaseCanceled>().Single().Receivers.Should().Equal(Dora, AssetWorld.Ben, AssetWorld.Cleo);
    }

    [Fact]
    public async Task Given_what_waits_at_a_place_When_all_were_late_Then_each_of_them_can_find_it()
    {
        var there = new ConditionDraft { Type = "place", Location = "the old oak" };
        await _world.PlanAsync(TurnWorld.Draft(AssetWorld.Ben, AssetWorld.Cleo) with { Conditions = there });
        await _world.PassTurnsAsync(1);
        (await _world.ClaimAsync(AssetWorld.Ben, "the old oak")).Should().Be(new NotReady(), "it is not their turn");
        await _world.PassTurnsAsync(1);
        (await _world.ClaimAsync(AssetWorld.Ben, "the old oak")).Should().BeNull();
    }

    [Fact]
    public async Task Given_all_were_late_and_the_last_is_no_keep_When_rehearsed_Then_one_of_the_others_claims()
    {
        await PlanAllLateAsync();
        var played = PlayedRelease.Play(_world.Release, null, [Dora], _world.Assets.Clock.Now, new RehearsalPremise());
        played.Release.Recipients.Should().Equal(AssetWorld.Ben);
    }

    [Fact]
    public void Given_all_were_late_When_a_sign_of_life_ends_the_attempt_Then_none_of_them_can_claim_and_turns_begin_anew()
    {
        var attempt = new AttemptId(Guid.AllBitsSet);
        var draft = TurnWorld.Draft(AssetWorld.Ben, AssetWorld.Cleo) with { Conditions = new ConditionDraft { Type = "inactivity" } };
        var planned = AssetRelease.Schedule(AssetWorld.ReleaseNo(1), AssetWorld.Ana, AssetWorld.Plan(ReleaseType.Custom, draft), new Kpm.Core.Shared.Sealing.SealedRecord(1, [], []), AssetWorld.Now);
        var release = Silent(planned.State);
        foreach (var turn in Enumerable.Range(0, 3)) release.TakeTurn([], AssetWorld.Now + (turn * TurnWorld.Wait));
        var later = AssetWorld.Now + (3 * TurnWorld.Wait);
        release.CheckTrigger(AssetWorld.Ben, later).IsFailure.Should().BeFalse();

        release.EndAttempt(attempt, later);

        release.RaisedEvents.OfType<AssetReleaseHalted>().Single().Receivers.Should().Equal(AssetWorld.Cleo, AssetWorld.Ben);
        foreach (var receiver in new[] { AssetWorld.Ben, AssetWorld.Cleo }) release.CheckTrigger(receiver, later).Error.Should().Be(new NotReady());
        release = Silent(release.State);
        release.TakeTurn([], later);
        (release.State.Turn!.Receiver, release.State.Passed.Length).Should().Be((AssetWorld.Ben, 0));
        release.CheckTrigger(AssetWorld.Cleo, later).Error.Should().Be(new NotReady());

        AssetRelease Silent(ReleaseState state)
        {
            var silent = AssetRelease.Load(AssetWorld.ReleaseNo(1), state with { Attempt = attempt, HoldsConfirmed = true }, 1);
            silent.RecordSilence(attempt, null, new SilenceEvidence(AssetWorld.Now, 1, AssetWorld.Now), AssetWorld.Now);
            return silent;
        }
    }

    private async Task PlanAllLateAsync()
    {
        await _world.PlanAsync(AssetWorld.Ben, AssetWorld.Cleo, Dora);
        await _world.PassTurnsAsync(3);
    }

    private async Task DropLastAsync(bool leaves)
    {
        if (leaves)
        {
            await _world.LeaveAsync(Dora);
            return;
        }

        _world.Assets.Keeps.Strangers.Add(Dora);
        (await _world.ClaimAsync(Dora)).Should().Be(new NotReady());
    }
}
