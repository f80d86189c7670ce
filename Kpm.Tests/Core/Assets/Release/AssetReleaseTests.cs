using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Assets;

public sealed class AssetReleaseTests
{
    private static readonly Timestamp Now = AssetWorld.Now;
    private static readonly SealedRecord Content = new(1, [1], [new KeyWrap(AssetWorld.Ana, 1, [])]);

    [Fact]
    public void Given_terms_When_scheduled_Then_it_is_active_and_says_so_with_ids_only()
    {
        var release = Scheduled();
        release.IsActive.Should().BeTrue();
        release.State.NextCheckAt.Should().Be(Now, "its date is past");
        release.State.Delivery.Should().Be(DeliveryMode.Claim);
        release.State.Bequest.Should().Be(BequestType.Gift);
        var scheduled = release.RaisedEvents.Should().ContainSingle().Which.Should().BeOfType<AssetReleaseScheduled>().Subject;
        scheduled.Assets.Should().Equal(AssetWorld.AssetNo(1), AssetWorld.AssetNo(2));
        scheduled.Receivers.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
    }

    [Fact]
    public void Given_a_past_date_When_the_holds_are_confirmed_Then_it_is_claimable_at_once_and_said_once()
    {
        var release = Ready();
        release.ConfirmHolds(Now);
        release.Announce(Now);
        release.RaisedEvents.Select(happened => happened.GetType()).Should().Equal(typeof(AssetReleaseScheduled), typeof(AssetReleaseHoldsConfirmed), typeof(AssetReleaseClaimable));
        release.RaisedEvents.Select(happened => happened.EventId).Should().OnlyHaveUniqueItems();
        release.State.NextCheckAt.Should().BeNull();
    }

    [Fact]
    public void Given_a_date_to_come_When_looked_at_Then_it_is_announced_only_after_it()
    {
        var date = Now + TimeSpan.FromDays(1);
        var release = Scheduled(date);
        release.ConfirmHolds(Now);
        release.Announce(date);
        release.State.Announced.Should().BeFalse();
        release.Announce(release.State.NextCheckAt!.Value);
        release.State.Announced.Should().BeTrue();
    }

    [Fact]
    public void Given_holds_that_are_not_confirmed_When_due_Then_it_is_looked_at_again_later()
    {
        var release = Scheduled();
        release.Announce(Now);
        release.State.Announced.Should().BeFalse();
        (release.State.NextCheckAt > Now).Should().BeTrue();
    }

    [Fact]
    public void Given_a_ready_release_When_a_receiver_triggers_Then_it_is_executed_once()
    {
        var release = Ready();
        Trigger(release, AssetWorld.Ben).IsFailure.Should().BeFalse();
        Trigger(release, AssetWorld.Cleo).IsFailure.Should().BeFalse();
        release.IsExecuted.Should().BeTrue();
        release.RaisedEvents.OfType<AssetReleased>().Should().ContainSingle().Which.Bequest.Should().Be(BequestType.Gift);
    }

    [Fact]
    public void Given_somebody_who_is_no_receiver_When_they_trigger_Then_it_is_forbidden_whatever_its_state()
    {
        var release = Ready();
        Trigger(release, AssetWorld.Ana, areAllKeeps: false).Error.Should().BeOfType<Forbidden>();
        Trigger(release, AssetWorld.Ben);
        Trigger(release, AssetWorld.Ana).Error.Should().BeOfType<Forbidden>();
    }

    [Fact]
    public void Given_holds_or_time_or_activity_missing_When_triggered_Then_it_is_not_ready_and_nothing_is_cancelled()
    {
        var early = Scheduled(Now);
        early.ConfirmHolds(Now);
        var canceled = Ready();
        canceled.Cancel(AssetWorld.Ana, Now);
        foreach (var release in new[] { Scheduled(), early, canceled })
        {
            var version = release.Version;
            Trigger(release, AssetWorld.Ben, areAllKeeps: false).Error!.Code.Should().Be("not_ready");
            release.Version.Should().Be(version);
        }
    }

    [Fact]
    public void Given_a_keep_missing_When_triggered_Then_the_system_cancels_and_answers_a_conflict()
    {
        var release = Ready();
        Trigger(release, AssetWorld.Ben, areAllKeeps: false).Error.Should().Match<Error>(error => error.Kind == ErrorKind.Conflict && error.Code == "conflict");
        release.State.CanceledBy.Should().Be("keepem");
        var canceled = release.RaisedEvents.OfType<AssetReleaseCanceled>().Single();
        canceled.Reason.Should().Be(CancelReason.KeepMissing);
        canceled.WasAnnounced.Should().BeTrue();
    }

    [Fact]
    public void Given_owner_or_receiver_When_they_cancel_Then_it_ends_for_all_with_their_id()
    {
        foreach (var (by, reason) in new[] { (AssetWorld.Ana, CancelReason.Withdrawn), (AssetWorld.Cleo, CancelReason.Declined) })
        {
            var release = Ready();
            release.Cancel(by, Now).IsFailure.Should().BeFalse();
            release.State.Should().Match<ReleaseState>(state => state.CanceledBy == by.ToString() && state.CancelReason == reason && state.NextCheckAt == null);
        }
    }

    [Fact]
    public void Given_a_stranger_or_an_ended_release_When_cancelled_Then_it_is_refused()
    {
        var release = Ready();
        release.Cancel(AssetWorld.User(9), Now).Error.Should().BeOfType<Forbidden>();
        Trigger(release, AssetWorld.Ben);
        release.Cancel(AssetWorld.Ana, Now).Error.Should().BeOfType<ReleaseHasEnded>();
        release.CancelBySystem(CancelReason.AssetUnavailable, Now);
        release.IsExecuted.Should().BeTrue();
    }

    [Fact]
    public void Given_an_executed_release_When_outcomes_come_repeatedly_Then_a_delivery_stands_and_the_last_one_is_told_once()
    {
        var release = Ready();
        Trigger(release, AssetWorld.Ben);
        release.RecordDelivered(AssetWorld.AssetNo(1), Now);
        release.RecordDeliveryFailed(AssetWorld.AssetNo(1), Now);
        release.RecordDelivered(AssetWorld.AssetNo(9), Now);
        release.RaisedEvents.Should().NotContain(happened => happened is AssetReleaseDelivered || happened is AssetDeliveryFailed);
        release.RecordDeliveryFailed(AssetWorld.AssetNo(2), Now);
        release.RecordDelivered(AssetWorld.AssetNo(2), Now);
        release.RaisedEvents.OfType<AssetDeliveryFailed>().Should().ContainSingle().Which.Asset.Should().Be(AssetWorld.AssetNo(2));
        var delivered = release.RaisedEvents.OfType<AssetReleaseDelivered>().Single();
        delivered.Delivered.Should().Equal(AssetWorld.AssetNo(1));
        delivered.Failed.Should().Equal(AssetWorld.AssetNo(2));
        (release.State.Failed.IsEmpty, release.State.Delivered.Contains(AssetWorld.AssetNo(2))).Should().Be((true, true), "what was delivered was delivered");
    }

    private static AssetRelease Scheduled(Timestamp? date = null)
    {
        var plan = AssetWorld.Plan([AssetWorld.AssetNo(1), AssetWorld.AssetNo(2)], [AssetWorld.Ben, AssetWorld.Cleo], date?.UnixMilliseconds ?? 1);
        return AssetRelease.Schedule(AssetWorld.ReleaseNo(1), AssetWorld.Ana, plan, Content, Now);
    }

    private static AssetRelease Ready()
    {
        var release = Scheduled();
        release.ConfirmHolds(Now);
        return release;
    }

    private static Result Trigger(AssetRelease release, UserId by, bool areAllKeeps = true) => release.Trigger(by, areAllKeeps ? [] : [AssetWorld.Cleo], Now);
}
