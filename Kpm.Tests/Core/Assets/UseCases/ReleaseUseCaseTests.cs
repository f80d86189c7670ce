using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.UseCases;

/// <summary>Scheduling, triggering, cancelling and listing releases.</summary>
public sealed class ReleaseUseCaseTests
{
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private static readonly AssetId Two = AssetWorld.AssetNo(2);
    private readonly AssetWorld _world = new();

    [Fact]
    public async Task Given_own_active_assets_When_scheduled_Then_it_costs_one_read_each_and_one_write()
    {
        Add(1, 2);
        (await _world.ScheduleAsync(1, [One, Two])).IsFailure.Should().BeFalse();
        _world.Assets.Reads.Should().Be(2);
        (_world.Releases.Reads, _world.Releases.Writes).Should().Be((0, 1));
        _world.Releases[AssetWorld.ReleaseNo(1)].State.Sealed.Wraps.Select(wrap => wrap.Owner).Should().Equal(AssetWorld.Ana);
    }

    [Fact]
    public async Task Given_an_unknown_foreign_pending_or_held_asset_When_scheduled_Then_all_answers_are_alike()
    {
        Add(1, 2);
        _world.AddActiveAsset(3, AssetWorld.Ben);
        _world.AddPendingAsset(4, AssetWorld.Ana);
        await _world.ScheduleAsync(1, [Two]);
        await _world.SettleAsync();
        foreach (var wrong in new[] { 9, 3, 4, 2 })
        {
            var plan = AssetWorld.Plan(ReleaseType.Transfer, new ReleaseDraft { Name = "Another", Assets = [One, AssetWorld.AssetNo(wrong)], Receivers = [AssetWorld.Ben] });
            (await _world.ScheduleAsync(2, plan)).Error.Should().Be(new NotSchedulable());
        }
    }

    [Fact]
    public async Task Given_a_scheduled_release_When_scheduled_again_with_its_id_Then_its_owner_succeeds_and_nothing_changes()
    {
        Add(1);
        await _world.ScheduleAsync(1, [One]);
        (await _world.ScheduleAsync(1, [One])).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (await _world.ScheduleAsync(1, [One])).IsFailure.Should().BeFalse();
        _world.Releases.Events.OfType<AssetReleaseScheduled>().Should().ContainSingle();
        _world.AddActiveAsset(3, AssetWorld.Ben);
        (await _world.ScheduleAsync(1, [AssetWorld.AssetNo(3)], owner: AssetWorld.Ben)).Error.Should().BeOfType<IdTaken>();
    }

    [Fact]
    public async Task Given_holds_not_yet_taken_When_triggered_Then_it_is_not_ready()
    {
        Add(1);
        await _world.ScheduleAsync(1, [One]);
        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().BeOfType<NotReady>();
    }

    [Fact]
    public async Task Given_a_ready_release_When_triggered_Then_it_costs_a_read_one_for_each_receiver_and_a_write()
    {
        await ReadyAsync(AssetWorld.Ben, AssetWorld.Cleo);
        var (reads, writes) = (_world.Releases.Reads, _world.Releases.Writes);
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        (_world.Releases.Reads, _world.Releases.Writes, _world.Keeps.Reads).Should().Be((reads + 1, writes + 1, 2));
    }

    [Fact]
    public async Task Given_a_missing_keep_When_triggered_Then_it_is_cancelled_and_stored_so()
    {
        await ReadyAsync(AssetWorld.Ben, AssetWorld.Cleo);
        _world.Keeps.Strangers.Add(AssetWorld.Cleo);
        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().BeOfType<KeepMissing>();
        _world.Releases[AssetWorld.ReleaseNo(1)].State.CancelReason.Should().Be(CancelReason.KeepMissing);
        await _world.SettleAsync();
        _world.Assets[One].IsVisible.Should().BeTrue();
    }

    [Fact]
    public async Task Given_an_unknown_release_or_a_stranger_When_they_trigger_or_cancel_Then_all_answers_are_alike()
    {
        await ReadyAsync(AssetWorld.Ben);
        (await _world.TriggerAsync(9, AssetWorld.Ben)).Error.Should().Be(new Forbidden());
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).Error.Should().Be(new Forbidden());
        (await _world.CancelAsync(9, AssetWorld.Ana)).Error.Should().Be(new Forbidden());
        (await _world.CancelAsync(1, AssetWorld.Cleo, expectedVersion: 99)).Error.Should().Be(new Forbidden());
    }

    [Fact]
    public async Task Given_two_triggers_at_once_When_both_decide_on_the_same_version_Then_one_loses_and_its_repeat_changes_nothing()
    {
        await ReadyAsync(AssetWorld.Ben, AssetWorld.Cleo);
        var (accesses, bothHaveRead) = (0, new TaskCompletionSource());
        // Each trigger reads, then writes: every second access waits.
        _world.Releases.BeforeAccess = () => ++accesses % 2 == 1 ? Task.CompletedTask : bothHaveRead.Task;
        Task<Result>[] triggers = [_world.TriggerAsync(1, AssetWorld.Ben), _world.TriggerAsync(1, AssetWorld.Cleo)];
        bothHaveRead.SetResult();
        var both = () => Task.WhenAll(triggers);
        await both.Should().ThrowAsync<ConcurrencyConflictException>();
        triggers.Should().ContainSingle(trigger => trigger.IsFaulted);
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        _world.Releases.Events.OfType<AssetReleased>().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_a_version_seen_When_cancelled_Then_only_the_current_one_is_accepted_and_only_once()
    {
        await ReadyAsync(AssetWorld.Ben);
        var version = _world.Releases[AssetWorld.ReleaseNo(1)].Version;
        (await _world.CancelAsync(1, AssetWorld.Ana, version - 1)).Error.Should().BeOfType<VersionMismatch>();
        (await _world.CancelAsync(1, AssetWorld.Ana, version)).IsFailure.Should().BeFalse();
        (await _world.CancelAsync(1, AssetWorld.Ana)).Error.Should().BeOfType<ReleaseHasEnded>();
        await _world.SettleAsync();
        _world.Assets[One].IsVisible.Should().BeTrue();
    }

    [Fact]
    public async Task Given_releases_due_and_not_due_When_listed_Then_the_receiver_sees_the_due_ones_and_the_owner_all()
    {
        Add(1, 2);
        await _world.ScheduleAsync(1, [One]);
        await _world.ScheduleAsync(2, [Two], date: AssetWorld.Now.UnixMilliseconds + 1);
        await _world.SettleAsync();
        var page = new PageRequest(1, 50);
        (await new ListIncomingReleasesHandler(_world.ReleaseRows).HandleAsync(new ListIncomingReleases(AssetWorld.Ben, page, AssetWorld.Now), default)).Total.Should().Be(1);
        (await new ListMyReleasesHandler(_world.ReleaseRows, _world.Rehearsals).HandleAsync(new ListMyReleases(AssetWorld.Ana, ReleaseFilter.Active, page), default)).Total.Should().Be(2);
        (await new ListMyReleasesHandler(_world.ReleaseRows, _world.Rehearsals).HandleAsync(new ListMyReleases(AssetWorld.Ana, ReleaseFilter.Past, page), default)).Total.Should().Be(0);
    }

    /// <summary>OPEN-37.</summary>
    [Fact]
    public async Task Given_an_active_release_of_the_same_name_with_one_of_the_assets_When_scheduled_Then_it_is_a_conflict()
    {
        Add(1, 2);
        await _world.ScheduleAsync(1, [One]);
        await _world.SettleAsync();
        (await _world.ScheduleAsync(2, [One, Two])).Error.Should().BeOfType<ReleaseExists>();
        var visible = new ReleaseDraft { Name = "For all", Assets = [Two], Receivers = [AssetWorld.Ben], Conditions = new ConditionDraft { Type = "always" } };
        (await _world.ScheduleAsync(3, AssetWorld.Plan(ReleaseType.Custom, visible))).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (await _world.ScheduleAsync(4, AssetWorld.Plan(ReleaseType.Custom, visible))).Error.Should().BeOfType<ReleaseExists>();
        (await _world.ScheduleAsync(4, AssetWorld.Plan(ReleaseType.Custom, visible with { Name = "For some" }))).IsFailure.Should().BeFalse("several plans may name one asset");
    }

    private void Add(params int[] numbers)
    {
        foreach (var number in numbers) _world.AddActiveAsset(number, AssetWorld.Ana);
    }

    private async Task ReadyAsync(params UserId[] receivers)
    {
        Add(1);
        await _world.ScheduleAsync(1, [One], receivers: receivers);
        await _world.SettleAsync();
    }
}
