using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>What was released by mistake comes back, as far as it was not downloaded.</summary>
public sealed class RevocationTests
{
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private static readonly AssetId Two = AssetWorld.AssetNo(2);
    private static readonly ReleaseId Release = AssetWorld.ReleaseNo(1);
    private readonly AssetWorld _world = new();

    [Fact]
    public async Task Given_a_gift_When_it_is_revoked_Then_what_was_not_downloaded_is_the_givers_again_and_the_rest_is_said()
    {
        await DeliveredAsync([AssetWorld.Ben]);
        (await _world.DownloadAsync(One, AssetWorld.Ben)).IsFailure.Should().BeFalse();
        await RevokedAsync();
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ben);
        _world.Assets[Two].State.Owners.Should().Equal(AssetWorld.Ana);
        _world.Assets[Two].State.Sealed.Wraps.Select(wrap => wrap.Owner).Should().Equal(AssetWorld.Ana);
        (await _world.DownloadAsync(Two, AssetWorld.Ben)).Error.Should().BeOfType<Forbidden>();
        Settled(One).Should().BeEquivalentTo(new { Result = RevocationResult.Downloaded, Downloads = new[] { new AssetDownload(AssetWorld.Ben, AssetWorld.Now) } });
        Settled(Two).Should().BeEquivalentTo(new { Result = RevocationResult.TakenBack, TakenFrom = new[] { AssetWorld.Ben } });
        var told = _world.Releases.Events.OfType<AssetReleaseRevocationSettled>().Should().ContainSingle().Subject;
        (told.TakenBack.Single(), told.NotTakenBack.Single(), told.TakenFrom.Single()).Should().Be((Two, One, AssetWorld.Ben));
        (await new RevocationReports(_world.Releases).FindAsync(Release, default)).Should().Be(new Kpm.Core.Notifications.RevocationReport(1, 1, 0, AssetWorld.Now));
        _world.AssetRows.Rows.Select(entry => (entry.Owner, entry.Row.Id)).Should().BeEquivalentTo([(AssetWorld.Ben, One), (AssetWorld.Ana, Two)]);
    }

    [Fact]
    public async Task Given_a_delivery_When_downloaded_again_and_by_former_owners_Then_only_the_first_of_each_receiver_is_written()
    {
        await DeliveredAsync([AssetWorld.Ben, AssetWorld.Cleo], BequestType.CoOwnership);
        var writes = _world.Assets.Writes;
        foreach (var person in new[] { AssetWorld.Ana, AssetWorld.Ben, AssetWorld.Ben, AssetWorld.Cleo, AssetWorld.Cleo }) await _world.DownloadAsync(One, person);
        await _world.Open.HandleAsync(new OpenAssetFile(Two, AssetWorld.Ben, DownloadedAt: null), default);
        _world.Assets.Writes.Should().Be(writes + 2);
        _world.Assets[One].State.LastDelivery!.Downloads.Select(download => download.By).Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        _world.Assets[Two].State.LastDelivery!.Downloads.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_deliveries_on_their_way_When_revoked_Then_nothing_is_delivered_any_more_and_the_holds_go()
    {
        await ReadyAsync([AssetWorld.Ben]);
        await _world.TriggerAsync(1, AssetWorld.Ben);
        (await _world.RevokeAsync(1, AssetWorld.Ana)).IsFailure.Should().BeFalse();
        await _world.RevokeAsync(new RevokeAsset(Release, One));
        await _world.DeliverAsync(new DeliverAsset(Release, One));
        await _world.SettleAsync();
        _world.Assets.All.Should().OnlyContain(asset => asset.IsVisible && asset.State.Owners.Single() == AssetWorld.Ana);
        Settled(One).Result.Should().Be(RevocationResult.NotDelivered);
        _world.Releases[Release].IsDelivering.Should().BeFalse();
        _world.Releases.Events.OfType<AssetReleaseDelivered>().Should().BeEmpty();
        _world.Releases.Events.OfType<AssetReleaseRevocationSettled>().Should().ContainSingle().Which.TakenFrom.Should().BeEmpty();
    }

    /// <summary>The delivery has read the release before it was revoked, and writes the asset after that was refused to it.</summary>
    [Fact]
    public async Task Given_a_delivery_that_began_before_When_the_asset_was_refused_Then_it_is_not_delivered()
    {
        await ReadyAsync([AssetWorld.Ben]);
        await _world.TriggerAsync(1, AssetWorld.Ben);
        var stale = _world.Assets[One];
        await _world.RevokeAsync(1, AssetWorld.Ana);
        await _world.RevokeAsync(new RevokeAsset(Release, One));
        stale.MoveOwnership(Release, AssetWorld.Ana, [AssetWorld.Ben], stale.State.Sealed, AssetWorld.Now).IsFailure.Should().BeFalse();
        var late = () => _world.Assets.SaveAsync(stale, default);
        await late.Should().ThrowAsync<ConcurrencyConflictException>();
        _world.Assets[One].TakeHold(Release, AssetWorld.Ana, AssetWorld.Now).Error.Should().BeOfType<AssetUnavailable>();
    }

    [Fact]
    public async Task Given_copies_When_revoked_Then_those_that_were_not_downloaded_are_shredded_with_their_files()
    {
        await DeliveredAsync([AssetWorld.Ben, AssetWorld.Cleo], BequestType.Copy);
        var (bens, cleos) = (AssetCopies.IdOf(Release, One, AssetWorld.Ben), AssetCopies.IdOf(Release, One, AssetWorld.Cleo));
        await _world.DownloadAsync(bens, AssetWorld.Ben);
        await RevokedAsync();
        _world.Assets[bens].IsVisible.Should().BeTrue();
        _world.Assets[cleos].State.Lifecycle.Should().Be(Lifecycle.Removed);
        _world.Vault.Blobs.Keys.Should().NotContain(location => location.Contains(cleos.ToString()!, StringComparison.Ordinal));
        Settled(One).Should().BeEquivalentTo(new { Result = RevocationResult.Downloaded, TakenFrom = new[] { AssetWorld.Cleo } });
        Settled(Two).Result.Should().Be(RevocationResult.TakenBack);
        Settled(Two).TakenFrom.Should().Equal(AssetWorld.Ben, AssetWorld.Cleo);
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ana);
    }

    [Fact]
    public async Task Given_copies_that_are_not_made_yet_When_revoked_Then_none_is_made_by_a_delivery_that_began_before()
    {
        await ReadyAsync([AssetWorld.Ben], BequestType.Copy);
        await _world.TriggerAsync(1, AssetWorld.Ben);
        var before = _world.Releases[Release];
        await _world.RevokeAsync(1, AssetWorld.Ana);
        await _world.RevokeAsync(new RevokeAsset(Release, One));
        await new AssetCopies(_world.Assets, _world.Sealer, _world.Vault, _world.Clock).TryMakeAsync(before, _world.Assets[One], mayBegin: true, Guid.NewGuid(), default);
        _world.Assets[AssetCopies.IdOf(Release, One, AssetWorld.Ben)].State.Lifecycle.Should().Be(Lifecycle.Removed);
        Settled(One).Result.Should().Be(RevocationResult.NotDelivered);
    }

    [Fact]
    public async Task Given_what_was_handed_on_planned_or_shredded_When_revoked_Then_each_reason_is_said()
    {
        await DeliveredAsync([AssetWorld.Ben]);
        await _world.ScheduleAsync(2, [One], AssetWorld.Ben, [AssetWorld.Cleo]);
        await _world.SettleAsync();
        await RevokedAsync();
        Settled(One).Result.Should().Be(RevocationResult.Planned);
        _world.Assets[One].State.HeldBy.Should().Be(AssetWorld.ReleaseNo(2));

        _world.Assets[One].ObstacleTo(AssetWorld.ReleaseNo(9)).Should().Be(RevocationResult.PassedOn);
        var gone = _world.Assets[Two];
        gone.GiveUp(AssetWorld.Ana, AssetWorld.Now);
        gone.ObstacleTo(Release).Should().Be(RevocationResult.Gone);
    }

    /// <summary>One message has read the release when another says that the asset stays; then the plan that held it ends.</summary>
    [Fact]
    public async Task Given_two_messages_at_the_same_time_When_the_other_plan_ends_between_them_Then_what_was_said_holds()
    {
        await DeliveredAsync([AssetWorld.Ben]);
        await _world.ScheduleAsync(2, [One], AssetWorld.Ben, [AssetWorld.Cleo]);
        await _world.SettleAsync();
        await _world.RevokeAsync(1, AssetWorld.Ana);
        var work = new RevokeAsset(Release, One);
        _world.Assets.BeforeAccess = async () =>
        {
            _world.Assets.BeforeAccess = () => Task.CompletedTask;
            await _world.RevokeAsync(work);
            (await _world.CancelAsync(2, AssetWorld.Ben)).IsFailure.Should().BeFalse();
            await _world.SettleAsync();
        };

        await FluentActions.Awaiting(() => _world.RevokeAsync(work)).Should().ThrowAsync<ConcurrencyConflictException>();
        await _world.RevokeAsync(work);

        Settled(One).Result.Should().Be(RevocationResult.Planned);
        _world.Assets[One].State.HeldBy.Should().BeNull();
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ben);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_what_the_receiver_left_to_another_as_a_copy_When_revoked_Then_it_stays(bool hides)
    {
        await DeliveredAsync([AssetWorld.Ben]);
        var draft = new ReleaseDraft { Name = "On", Assets = [One], Receivers = [AssetWorld.Cleo], BequestType = "copy", Hide = hides, Conditions = new ConditionDraft { Type = "date", At = 1 } };
        (await _world.ScheduleAsync(2, AssetWorld.Plan(ReleaseType.Custom, draft, AssetWorld.Ben), AssetWorld.Ben)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        (await _world.TriggerAsync(2, AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        await RevokedAsync();
        Settled(One).Result.Should().Be(RevocationResult.Downloaded, "somebody has the bytes");
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ben);
        Settled(Two).Result.Should().Be(RevocationResult.TakenBack);
    }

    [Fact]
    public async Task Given_an_asset_in_the_receivers_trash_When_revoked_Then_it_comes_out_of_it()
    {
        await DeliveredAsync([AssetWorld.Ben]);
        var removed = _world.Assets[One];
        removed.Remove(AssetWorld.Ben, AssetWorld.Now);
        await _world.Assets.SaveAsync(removed, default);
        await RevokedAsync();
        _world.Assets[One].IsVisible.Should().BeTrue();
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ana);
    }

    [Fact]
    public async Task Given_a_giver_whose_key_is_gone_When_revoked_Then_the_receiver_keeps_it_and_that_is_said()
    {
        await DeliveredAsync([AssetWorld.Ben]);
        _world.Sealer.Erased.Add(AssetWorld.Ana);
        await RevokedAsync();
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ben);
        Settled(One).Result.Should().Be(RevocationResult.Gone);
    }

    [Fact]
    public async Task Given_a_crash_between_the_writes_When_the_message_comes_again_Then_the_same_is_recorded_once()
    {
        await DeliveredAsync([AssetWorld.Ben]);
        await _world.RevokeAsync(1, AssetWorld.Ana);
        _world.Releases.FailNextSaves(1);
        var work = () => _world.RevokeAsync(new RevokeAsset(Release, One));
        await work.Should().ThrowAsync<ConcurrencyConflictException>();
        _world.Assets[One].State.Owners.Should().Equal(AssetWorld.Ana);
        await work();
        await work();
        Settled(One).Should().BeEquivalentTo(new { Result = RevocationResult.TakenBack, TakenFrom = new[] { AssetWorld.Ben } });
        _world.Releases[Release].State.Revocation!.Settled.Should().ContainSingle();
    }

    [Fact]
    public async Task Given_what_cannot_be_revoked_When_revoked_Then_it_is_refused_and_a_repeat_of_what_can_changes_nothing()
    {
        await ReadyAsync([AssetWorld.Ben]);
        (await _world.RevokeAsync(1, AssetWorld.Ben)).Error.Should().BeOfType<Forbidden>();
        (await _world.RevokeAsync(1, AssetWorld.Ana)).Error.Should().BeOfType<NotExecuted>();
        (await _world.RevokeAsync(7, AssetWorld.Ana)).Error.Should().BeOfType<Forbidden>();
        await _world.TriggerAsync(1, AssetWorld.Ben);
        await _world.SettleAsync();
        await RevokedAsync();
        var version = _world.Releases[Release].Version;
        (await _world.RevokeAsync(1, AssetWorld.Ana)).IsFailure.Should().BeFalse();
        _world.Releases[Release].Version.Should().Be(version);
    }

    [Fact]
    public async Task Given_a_letter_to_oneself_When_revoked_Then_there_is_nothing_to_take_back()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.AssetFutureSelf, new ReleaseDraft { Name = "To me", Assets = [One], ScheduledDate = AssetWorld.Now.UnixMilliseconds + 1 }));
        await _world.SettleAsync();
        _world.Clock.Now += TimeSpan.FromHours(1);
        (await _world.TriggerAsync(1, AssetWorld.Ana)).IsFailure.Should().BeFalse();
        (await _world.RevokeAsync(1, AssetWorld.Ana)).Error.Should().BeOfType<NothingToRevoke>();
    }

    private RevokedAsset Settled(AssetId asset) => _world.Releases[Release].State.Revocation!.Settled.Single(settled => settled.Asset == asset);

    private async Task ReadyAsync(UserId[] receivers, BequestType bequest = BequestType.Gift)
    {
        foreach (var number in new[] { 1, 2 }) _world.AddActiveAsset(number, AssetWorld.Ana);
        var draft = new ReleaseDraft { Name = "For you", Assets = [One, Two], Receivers = receivers, ScheduledDate = 1, BequestType = BequestWords.Of(bequest) };
        (await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Transfer, draft))).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }

    private async Task DeliveredAsync(UserId[] receivers, BequestType bequest = BequestType.Gift)
    {
        await ReadyAsync(receivers, bequest);
        await _world.TriggerAsync(1, receivers[0]);
        await _world.SettleAsync();
    }

    private async Task RevokedAsync()
    {
        (await _world.RevokeAsync(1, AssetWorld.Ana)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }
}
