using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Reactions;

public sealed class ReactionTests
{
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private static readonly AssetId Two = AssetWorld.AssetNo(2);
    private static readonly ReleaseId Release = AssetWorld.ReleaseNo(1);
    private readonly AssetWorld _world = new();

    [Fact]
    public async Task Given_a_transfer_When_it_is_claimed_Then_the_receiver_owns_the_assets_and_the_giver_sees_them_no_more()
    {
        await ReadyAsync();
        _world.Assets.All.Should().OnlyContain(asset => asset.IsHidden);
        await _world.TriggerAsync(1, AssetWorld.Ben);
        await _world.SettleAsync();
        _world.Assets.All.Should().OnlyContain(asset => asset.IsVisible && asset.State.Owners.Single() == AssetWorld.Ben);
        _world.AssetRows.Rows.Select(entry => entry.Owner).Should().Equal(AssetWorld.Ben, AssetWorld.Ben);
        _world.Releases.Events.OfType<AssetReleaseDelivered>().Should().ContainSingle().Which.Failed.Should().BeEmpty();
        _world.Deliveries.Sent.Select(sent => sent.Id).Should().BeEquivalentTo($"{Release}:{One}", $"{Release}:{Two}");
    }

    [Fact]
    public async Task Given_an_asset_that_another_release_holds_When_holds_are_taken_Then_the_later_release_is_cancelled_and_holds_nothing()
    {
        Add();
        await _world.ScheduleAsync(1, [Two]);
        await _world.ScheduleAsync(2, [One, Two]);
        await _world.SettleAsync();
        var later = _world.Releases[AssetWorld.ReleaseNo(2)];
        (later.State.CanceledBy, later.State.CancelReason).Should().Be((AssetRelease.Keepem, CancelReason.AssetUnavailable));
        _world.Assets[One].IsVisible.Should().BeTrue();
        _world.Assets[Two].State.HeldBy.Should().Be(Release);
    }

    [Fact]
    public async Task Given_an_asset_held_by_a_release_that_has_ended_When_holds_are_taken_Then_they_are_taken_later()
    {
        Add();
        await _world.ScheduleAsync(1, [One]);
        await _world.ScheduleAsync(2, [One]);
        await _world.TakeHolds.HandleAsync(AssetWorld.ReleaseNo(1), default);
        await _world.CancelAsync(1, AssetWorld.Ana);
        var early = () => _world.TakeHolds.HandleAsync(AssetWorld.ReleaseNo(2), default);
        await early.Should().ThrowAsync<TransientFailureException>();
        await _world.LetGoHolds.HandleAsync(_world.Releases.Events.OfType<AssetReleaseCanceled>().Single(), default);
        await early();
        _world.Releases[AssetWorld.ReleaseNo(2)].State.HoldsConfirmed.Should().BeTrue();
    }

    [Fact]
    public async Task Given_a_release_that_was_cancelled_before_its_holds_When_they_are_taken_late_Then_nothing_is_held()
    {
        Add();
        await _world.ScheduleAsync(1, [One]);
        await _world.CancelAsync(1, AssetWorld.Ben);
        await _world.LetGoHolds.HandleAsync(_world.Releases.Events.OfType<AssetReleaseCanceled>().Single(), default);
        await _world.TakeHolds.HandleAsync(AssetWorld.ReleaseNo(1), default);
        _world.Assets[One].IsVisible.Should().BeTrue();
    }

    /// <summary>The attempt that took the hold loses its next write; when it is made again, the plan names something else and all that was to let go has run.</summary>
    [Fact]
    public async Task Given_a_hold_of_an_attempt_that_died_When_the_plan_has_changed_meanwhile_Then_it_is_let_go()
    {
        Add();
        await _world.ScheduleAsync(1, [One]);
        _world.Releases.FailNextSaves(1);
        var late = () => _world.TakeHolds.HandleAsync(Release, default);
        await late.Should().ThrowAsync<ConcurrencyConflictException>();
        _world.Assets[One].State.HeldBy.Should().Be(Release);
        (await _world.ReviseAsync(1, new ReleaseDraft { Assets = [Two] })).IsFailure.Should().BeFalse();

        await late();

        _world.Assets[One].IsVisible.Should().BeTrue();
        _world.Assets[Two].State.HeldBy.Should().Be(Release);
    }

    [Fact]
    public async Task Given_a_lost_race_When_reacting_Then_it_is_thrown_and_running_again_succeeds()
    {
        Add();
        await _world.ScheduleAsync(1, [One]);
        _world.Assets.FailNextSaves(1);
        var react = () => _world.TakeHolds.HandleAsync(AssetWorld.ReleaseNo(1), default);
        await react.Should().ThrowAsync<ConcurrencyConflictException>();
        await react();
        _world.Releases[Release].State.HoldsConfirmed.Should().BeTrue();
    }

    [Fact]
    public async Task Given_a_receiver_erased_after_the_trigger_When_delivered_Then_the_failure_is_recorded_and_the_giver_keeps_the_assets()
    {
        await ReadyAsync();
        await _world.TriggerAsync(1, AssetWorld.Ben);
        _world.Sealer.Erased.Add(AssetWorld.Ben);
        await _world.SettleAsync();
        await _world.DeliverAsync(new DeliverAsset(Release, One));
        _world.Releases[Release].State.Failed.Should().BeEquivalentTo([One, Two]);
        _world.Releases.Events.OfType<AssetDeliveryFailed>().Should().HaveCount(2);
        _world.Assets.All.Should().OnlyContain(asset => asset.IsVisible && asset.State.Owners.Single() == AssetWorld.Ana);
    }

    [Fact]
    public async Task Given_an_asset_whose_wrap_is_gone_When_delivered_Then_the_failure_is_recorded_and_the_others_are_delivered()
    {
        await ReadyAsync();
        var broken = _world.Assets[One];
        _world.Assets.Put(Asset.Load(One, broken.State with { Sealed = broken.State.Sealed with { Wraps = [] } }, broken.Version + 1));
        await _world.TriggerAsync(1, AssetWorld.Ben);
        foreach (var asset in new[] { One, Two }) await _world.DeliverAsync(new DeliverAsset(Release, asset));
        _world.Releases[Release].State.Failed.Should().Equal(One);
        _world.Assets[Two].WasDeliveredBy(Release).Should().BeTrue();
    }

    [Fact]
    public async Task Given_an_asset_that_is_gone_When_delivered_Then_the_others_still_are()
    {
        await ReadyAsync();
        var gone = _world.Assets[One];
        _world.Assets.Put(Asset.Load(One, gone.State with { Lifecycle = Lifecycle.Removed }, gone.Version + 1));
        await _world.TriggerAsync(1, AssetWorld.Ben);
        await _world.SettleAsync();
        _world.Releases[Release].State.Failed.Should().Equal(One);
        _world.Releases[Release].State.Delivered.Should().Equal(Two);
    }

    [Fact]
    public async Task Given_a_release_to_come_When_its_time_has_come_Then_it_is_announced_once_however_often_it_is_looked_at()
    {
        var date = AssetWorld.Now + TimeSpan.FromHours(1);
        Add();
        await _world.ScheduleAsync(1, [One], date: date.UnixMilliseconds);
        await _world.SettleAsync();
        var due = _world.Releases[Release].State.NextCheckAt!.Value;
        due.Should().Be(date + TimeSpan.FromMilliseconds(1));
        await _world.CheckDue.HandleAsync(new CheckDueRelease(Release, AssetWorld.Now), default);
        _world.Releases[Release].State.Announced.Should().BeFalse();
        var early = () => _world.CheckDue.HandleAsync(new CheckDueRelease(Release, due), default);
        await early();
        _world.Clock.Now = due + TimeSpan.FromMinutes(-1);
        (await early.Should().ThrowAsync<TransientFailureException>()).Which.RetryAfter.Should().Be(TimeSpan.FromMinutes(1));
        _world.Releases[Release].State.Announced.Should().BeFalse("the clock of the timer is ahead");
        _world.Clock.Now = due;
        await _world.CheckDue.HandleAsync(new CheckDueRelease(Release, due), default);
        await _world.CheckDue.HandleAsync(new CheckDueRelease(Release, due), default);
        _world.Releases[Release].State.NextCheckAt.Should().BeNull();
        _world.Releases.Events.OfType<AssetReleaseClaimable>().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_an_unknown_aggregate_When_reacting_Then_it_fails_for_good()
    {
        var react = () => _world.DeliverAsync(new DeliverAsset(Release, One));
        (await react.Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("release_unknown");
    }

    private void Add()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        _world.AddActiveAsset(2, AssetWorld.Ana);
    }

    private async Task ReadyAsync()
    {
        Add();
        await _world.ScheduleAsync(1, [One, Two]);
        await _world.SettleAsync();
    }
}
