using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Delivery by the system, plans that leave their assets visible, copies, changes of a plan, and finding places.</summary>
public sealed class PlansInMotionTests
{
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private static readonly AssetId Two = AssetWorld.AssetNo(2);
    private static readonly ReleaseDraft Draft = new() { Name = "For you", Assets = [One], Receivers = [AssetWorld.Ben, AssetWorld.Cleo], ScheduledDate = 1 };
    private readonly AssetWorld _world = new();

    public PlansInMotionTests()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        _world.AddActiveAsset(2, AssetWorld.Ana);
    }

    private AssetRelease Release => _world.Releases[AssetWorld.ReleaseNo(1)];

    [Fact]
    public async Task Given_delivery_by_the_system_When_its_time_comes_Then_it_is_executed_once_without_anybody()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft with { Delivery = "automatic", ScheduledDate = AssetWorld.Now.UnixMilliseconds + 1_000 });
        await CheckAtAsync(TimeSpan.FromMilliseconds(1_000));
        Release.IsActive.Should().BeTrue("at the instant itself it is not met");
        await CheckAtAsync(TimeSpan.FromMilliseconds(1));
        Release.IsExecuted.Should().BeTrue();
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        _world.Releases.Events.OfType<AssetReleased>().Should().ContainSingle().Which.By.Should().Be(AssetRelease.Keepem);
        _world.Releases.Events.OfType<AssetReleaseClaimable>().Should().BeEmpty("there is nothing to claim");
        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse("an executed release is 204 for its receivers");
    }

    [Fact]
    public async Task Given_delivery_by_the_system_When_a_receiver_is_no_keep_Then_they_are_passed_over()
    {
        _world.Keeps.Strangers.Add(AssetWorld.Cleo);
        await ScheduleAsync(ReleaseType.Transfer, Draft with { Delivery = "automatic", ScheduledDate = 1 });
        await CheckAtAsync(TimeSpan.FromMinutes(1));
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ben);
        Release.State.PassedOver.Should().Equal(AssetWorld.Cleo);
    }

    [Fact]
    public async Task Given_delivery_by_the_system_When_no_receiver_is_a_keep_Then_it_is_cancelled_and_the_asset_returns()
    {
        _world.Keeps.Strangers.UnionWith([AssetWorld.Ben, AssetWorld.Cleo]);
        await ScheduleAsync(ReleaseType.Transfer, Draft with { Delivery = "automatic", ScheduledDate = 1 });
        await CheckAtAsync(TimeSpan.FromMinutes(1));
        (Release.State.CanceledBy, Release.State.CancelReason).Should().Be((AssetRelease.Keepem, CancelReason.KeepMissing));
        _world.Assets[One].IsVisible.Should().BeTrue();
    }

    [Fact]
    public async Task Given_delivery_by_the_system_When_a_receiver_declines_Then_only_they_are_out_until_the_last()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft with { Delivery = "automatic", ScheduledDate = AssetWorld.Now.UnixMilliseconds + 1_000 });
        (await _world.CancelAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (Release.IsActive, Release.State.Receivers.Single()).Should().Be((true, AssetWorld.Cleo));
        _world.ReleaseRows.Rows[(AssetWorld.Ben, ReleaseRole.Receiver, Release.Id)].Lifecycle.Should().Be(Lifecycle.Removed);
        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().BeOfType<Forbidden>();
        await _world.CancelAsync(1, AssetWorld.Cleo);
        (Release.IsCanceled, Release.State.CancelReason).Should().Be((true, CancelReason.Declined));
    }

    [Fact]
    public async Task Given_two_plans_that_leave_the_asset_visible_When_both_are_executed_Then_the_first_takes_it_and_the_other_fails()
    {
        var plan = Draft with { Conditions = new ConditionDraft { Type = "always" }, Receivers = [AssetWorld.Ben] };
        await ScheduleAsync(ReleaseType.Custom, plan);
        await ScheduleAsync(ReleaseType.Custom, plan with { Name = "For her", Receivers = [AssetWorld.Cleo] }, number: 2);
        _world.Assets[One].IsVisible.Should().BeTrue();
        (await _world.TriggerAsync(2, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Cleo);
        Release.State.Failed.Should().Equal(One);
        _world.Releases.Events.OfType<AssetDeliveryFailed>().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_OPEN_36_copies_When_executed_Then_each_receiver_has_their_own_and_the_original_is_as_it_was()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft with { BequestType = "copy" });
        await _world.TriggerAsync(1, AssetWorld.Ben);
        await _world.SettleAsync();
        var original = _world.Assets[One];
        (original.IsVisible, original.State.Owners.Single()).Should().Be((true, AssetWorld.Ana));
        foreach (var receiver in new[] { AssetWorld.Ben, AssetWorld.Cleo })
        {
            var copy = _world.Assets[Kpm.Core.Assets.Reactions.AssetCopies.IdOf(Release.Id, One, receiver)];
            copy.State.Owners.Should().Equal(receiver);
            (copy.State.Lifecycle, copy.State.Bookmarked, copy.State.ExtraPrivate).Should().Be((Lifecycle.Active, false, false));
            _world.Vault.Blobs[copy.State.File!.Location].Should().Equal(_world.Vault.Blobs[original.State.File!.Location]);
            copy.State.File.Location.Should().NotBe(original.State.File.Location);
        }

        Release.State.Delivered.Should().Equal(One);
        foreach (var work in _world.Deliveries.Sent.ToList()) await _world.DeliverAsync(work.Work);
        await _world.SettleAsync();
        _world.Assets.All.Should().HaveCount(4, "a repeat makes nothing");
        Release.State.Failed.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_copies_of_a_file_that_is_gone_When_executed_Then_the_delivery_fails_and_the_original_is_let_go()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft with { BequestType = "copy" });
        _world.Vault.Blobs.Clear();
        await _world.TriggerAsync(1, AssetWorld.Ben);
        await _world.SettleAsync();
        Release.State.Failed.Should().Equal(One);
        _world.Assets[One].IsHidden.Should().BeFalse();
        _world.Assets.All.Where(asset => asset.State.Lifecycle != Lifecycle.Removed).Should().HaveCount(2);
    }

    [Fact]
    public async Task Given_a_plan_When_its_assets_are_changed_Then_the_new_ones_are_held_and_the_old_ones_let_go()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft);
        (await _world.ReviseAsync(1, new ReleaseDraft { Assets = [Two] })).IsFailure.Should().BeFalse();
        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().BeOfType<NotReady>("its holds are taken anew");
        await _world.SettleAsync();
        (_world.Assets[One].IsHidden, _world.Assets[Two].State.HeldBy).Should().Be((false, Release.Id));
        (await _world.TriggerAsync(1, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (_world.Assets[One].State.Owners.Single(), _world.Assets[Two].State.Owners[0]).Should().Be((AssetWorld.Ana, AssetWorld.Ben));
    }

    [Fact]
    public async Task Given_a_plan_When_its_date_is_put_off_Then_it_is_announced_again_when_it_comes()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft);
        Release.State.Announced.Should().BeTrue();
        var later = new ConditionDraft { Type = "date", At = AssetWorld.Now.UnixMilliseconds + 60_000 };
        (await _world.ReviseAsync(1, new ReleaseDraft { Conditions = later })).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (Release.State.Announced, Release.State.NextCheckAt).Should().Be((false, new Timestamp(AssetWorld.Now.UnixMilliseconds + 60_001)));
        await CheckAtAsync(TimeSpan.FromMinutes(2));
        _world.Releases.Events.OfType<AssetReleaseClaimable>().Should().HaveCount(2);
    }

    [Fact]
    public async Task Given_a_plan_that_waits_When_a_receiver_is_added_Then_they_are_told_and_the_others_not_again()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft with { Receivers = [AssetWorld.Ben] });
        await _world.ReviseAsync(1, new ReleaseDraft { Receivers = [AssetWorld.Ben, AssetWorld.Cleo] });
        await _world.SettleAsync();
        _world.Releases.Events.OfType<AssetReleaseClaimable>().Select(claimable => claimable.Receivers.Single()).Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_a_change_that_is_wrong_or_not_the_callers_When_made_Then_it_is_refused()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft);
        (await _world.ReviseAsync(1, new ReleaseDraft { Name = "" })).Error.Should().BeOfType<ValidationFailed>();
        (await _world.ReviseAsync(1, new ReleaseDraft { Conditions = new() { Type = "place", Location = "oak" } })).Error.Should().BeOfType<ValidationFailed>("a transfer has a date");
        (await _world.ReviseAsync(1, new ReleaseDraft { Assets = [One, AssetWorld.AssetNo(9)] })).Error.Should().BeOfType<NotSchedulable>();
        (await _world.ReviseAsync(1, new ReleaseDraft { Name = "x" }, Release.Version + 1)).Error.Should().BeOfType<VersionMismatch>();
        (await _world.ReviseAsync(2, new ReleaseDraft { Name = "x" })).Error.Should().BeOfType<Forbidden>();
        await _world.TriggerAsync(1, AssetWorld.Ben);
        (await _world.ReviseAsync(1, new ReleaseDraft { Name = "x" })).Error.Should().BeOfType<ReleaseHasEnded>();
    }

    [Fact]
    public async Task Given_a_receiver_taken_out_When_it_settles_Then_nothing_waits_for_them_any_more()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft);
        await _world.ReviseAsync(1, new ReleaseDraft { Receivers = [AssetWorld.Cleo], Name = "For her" });
        await _world.SettleAsync();
        var page = new PageRequest(1, 10);
        (await _world.ReleaseRows.IncomingAsync(AssetWorld.Ben, AssetWorld.Now, page, default)).Total.Should().Be(0);
        (await _world.ReleaseRows.IncomingAsync(AssetWorld.Cleo, AssetWorld.Now, page, default)).Items.Single().Content.Name.Should().Be("For her");
        _world.ReleaseRows.Rows[(AssetWorld.Ben, ReleaseRole.Receiver, Release.Id)].Content.Name.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_place_found_before_the_date_When_the_date_has_come_Then_it_counts_and_nobody_must_go_there_again()
    {
        await ScheduleAsync(ReleaseType.TimeCapsule, Draft with { Location = "Old Oak", ScheduledDate = AssetWorld.Now.UnixMilliseconds + 1_000 });
        (await _world.TriggerAsync(1, AssetWorld.Ben, "old oak")).Error.Should().BeOfType<NotReady>();
        Release.State.Evidence.Should().Equal(new PlaceEvidence(0, AssetWorld.Now, AssetWorld.Ben, EvidenceGrade.SelfReported));
        _world.Clock.Now += TimeSpan.FromMinutes(1);
        (await _world.TriggerAsync(1, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        _world.Releases.Events.OfType<AssetReleased>().Single().Met.Should().Equal(
            new MetCondition(0, AssetWorld.Now, EvidenceGrade.SelfReported, AssetWorld.Ben),
            new MetCondition(1, new Timestamp(AssetWorld.Now.UnixMilliseconds + 1_001), null, null));
    }

    /// <summary>SEC-15.</summary>
    [Fact]
    public async Task Given_five_wrong_guesses_When_a_sixth_is_made_within_an_hour_Then_even_the_right_one_is_refused_for_that_receiver_only()
    {
        await ScheduleAsync(ReleaseType.HideAndSeek, Draft with { Location = "Old Oak" });
        var (reads, writes) = (_world.Releases.Reads, _world.Releases.Writes);
        for (var i = 0; i < 5; i++)
        {
            (await _world.TriggerAsync(1, AssetWorld.Ben, $"elm {i}")).Error.Should().BeOfType<NotReady>();
            _world.Clock.Now += TimeSpan.FromMinutes(10);
        }

        (_world.Releases.Reads, _world.Releases.Writes).Should().Be((reads + 5, writes + 5), "a guess costs a read and a write");
        (await _world.TriggerAsync(1, AssetWorld.Ben, "Old Oak")).Error.Should().BeOfType<TooManyGuesses>().Which.RetryAfterSeconds.Should().Be(600);
        (await _world.TriggerAsync(1, AssetWorld.Ben)).Error.Should().BeOfType<NotReady>("no guess was made");
        (await _world.TriggerAsync(1, AssetWorld.Cleo, "elm")).Error.Should().BeOfType<NotReady>("each receiver guesses for themself");
        _world.Clock.Now += TimeSpan.FromMinutes(10);
        (await _world.TriggerAsync(1, AssetWorld.Ben, "Old Oak")).IsFailure.Should().BeFalse();
    }

    /// <summary>SEC-15: the date of a bottle is a secret of the system until it has come.</summary>
    [Fact]
    public async Task Given_a_bottle_When_a_receiver_looks_Then_its_date_is_hidden_until_it_has_come()
    {
        await ScheduleAsync(ReleaseType.AssetInABottle, Draft with { MinDate = AssetWorld.Now.UnixMilliseconds + 1, MaxDate = AssetWorld.Now.UnixMilliseconds + 1 });
        var get = new GetReleaseHandler(_world.Releases, _world.Rehearsals, _world.Sealer);
        (await get.HandleAsync(new GetRelease(Release.Id, AssetWorld.Ana, AssetWorld.Now), default)).Value.ReleaseTs.Should().NotBeNull();
        (await get.HandleAsync(new GetRelease(Release.Id, AssetWorld.Ben, AssetWorld.Now), default)).Value.Should().Match<ReleaseRow>(row => row.ReleaseTs == null && row.IsTimeLocked);
        (await get.HandleAsync(new GetRelease(Release.Id, AssetWorld.Ben, AssetWorld.Now + TimeSpan.FromDays(1)), default)).Value.Should().Match<ReleaseRow>(row => row.ReleaseTs != null && !row.IsTimeLocked);
    }

    private async Task ScheduleAsync(ReleaseType type, ReleaseDraft draft, int number = 1)
    {
        (await _world.ScheduleAsync(number, AssetWorld.Plan(type, draft))).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }

    private async Task CheckAtAsync(TimeSpan later)
    {
        _world.Clock.Now += later;
        await _world.CheckAsync(1);
        await _world.SettleAsync();
    }
}
