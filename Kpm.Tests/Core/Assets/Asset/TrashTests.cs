using Kpm.Core.Assets;
using Kpm.Core.Shared;
using static Kpm.Tests.Core.Assets.AssetWorld;

namespace Kpm.Tests.Core.Assets;

/// <summary>OPEN-30: how assets end.</summary>
public sealed class TrashTests
{
    private readonly AssetWorld _world = new();

    [Fact]
    public void Given_a_sole_owner_When_the_asset_is_removed_Then_it_waits_in_the_trash_for_thirty_days()
    {
        var asset = _world.AddActiveAsset(1, Ana);
        asset.Remove(Ana, Now).IsFailure.Should().BeFalse();
        asset.Remove(Ana, Now).IsFailure.Should().BeFalse();
        (asset.IsInTrash, asset.IsVisible, asset.IsReleasable).Should().Be((true, false, false));
        asset.State.ShredTs.Should().Be(Now + TimeSpan.FromDays(30));
        asset.RaisedEvents.Should().ContainSingle().Which.Should().BeOfType<AssetTrashed>();
    }

    [Fact]
    public void Given_several_owners_When_one_removes_it_Then_only_they_go_with_their_wrap()
    {
        var asset = _world.AddActiveAsset(1, Ana, Ben, Cleo);
        asset.Remove(Ben, Now).IsFailure.Should().BeFalse();
        asset.State.Owners.Should().Equal(Ana, Cleo);
        asset.State.Sealed.Wraps.Select(wrap => wrap.Owner).Should().Equal(Ana, Cleo);
        asset.IsVisible.Should().BeTrue();
        var left = asset.RaisedEvents.Should().ContainSingle().Which.Should().BeOfType<AssetOwnershipChanged>().Which;
        left.Release.Should().BeNull();
        left.PreviousOwners.Should().Equal(Ana, Ben, Cleo);
        asset.Remove(Ben, Now).Error.Should().BeOfType<Forbidden>();
    }

    [Fact]
    public void Given_a_hidden_or_foreign_asset_When_removed_Then_it_is_refused()
    {
        var asset = _world.AddActiveAsset(1, Ana);
        asset.Remove(Ben, Now).Error.Should().BeOfType<Forbidden>();
        asset.TakeHold(ReleaseNo(1), Ana, Now);
        asset.Remove(Ana, Now).Error.Should().BeOfType<Forbidden>();
    }

    [Fact]
    public void Given_an_asset_in_the_trash_When_restored_Then_it_is_as_before()
    {
        var asset = InTrash();
        asset.Restore(Ben, Now).Error.Should().BeOfType<Forbidden>();
        asset.Restore(Ana, Now).IsFailure.Should().BeFalse();
        var version = asset.Version;
        asset.Restore(Ana, Now).IsFailure.Should().BeFalse();
        asset.Version.Should().Be(version);
        asset.IsReleasable.Should().BeTrue();
        asset.ShredWhenDue(Now + TimeSpan.FromDays(31));
        asset.State.Lifecycle.Should().Be(Lifecycle.Active);
    }

    [Fact]
    public void Given_an_asset_in_the_trash_When_a_file_comes_or_a_release_Then_neither_is_taken()
    {
        var pending = _world.AddPendingAsset(2, Ana);
        pending.Remove(Ana, Now);
        pending.CheckUpload("other").Error.Should().BeOfType<AwaitsNoFile>();
        InTrash().TakeHold(ReleaseNo(1), Ana, Now).Error.Should().BeOfType<AssetUnavailable>();
    }

    [Fact]
    public void Given_an_asset_in_the_trash_When_its_time_has_come_and_not_before_Then_nothing_that_opens_it_is_left()
    {
        var asset = InTrash();
        asset.ShredWhenDue(Now + TimeSpan.FromDays(30) - TimeSpan.FromMilliseconds(1));
        asset.State.Lifecycle.Should().Be(Lifecycle.Active);
        asset.ShredWhenDue(Now + TimeSpan.FromDays(30));
        asset.State.Should().Match<AssetState>(state => state.Lifecycle == Lifecycle.Removed && state.File == null && state.ShredTs == null && state.FileType == "");
        asset.State.Sealed.Wraps.Should().BeEmpty();
        asset.State.Sealed.Payload.Should().BeEmpty();
        asset.RaisedEvents.OfType<AssetRemoved>().Should().ContainSingle().Which.Owners.Should().Equal(Ana);
        asset.Restore(Ana, Now).Error.Should().BeOfType<Forbidden>();
        asset.Remove(Ana, Now).Error.Should().BeOfType<Forbidden>();
    }

    [Fact]
    public void Given_an_asset_in_the_trash_When_its_owner_does_not_want_to_wait_Then_it_is_due_now()
    {
        var asset = InTrash();
        asset.Discard(Ben, Now).Error.Should().BeOfType<Forbidden>();
        asset.Discard(Ana, Now).IsFailure.Should().BeFalse();
        asset.Discard(Ana, Now).IsFailure.Should().BeFalse();
        asset.RaisedEvents.OfType<AssetDiscarded>().Should().ContainSingle();
        asset.ShredWhenDue(Now);
        asset.State.Lifecycle.Should().Be(Lifecycle.Removed);
        _world.AddActiveAsset(3, Ana).Discard(Ana, Now).Error.Should().BeOfType<Forbidden>("only what is in the trash is shredded at once");
    }

    [Fact]
    public async Task Given_an_asset_in_the_trash_When_shredded_Then_its_files_and_rows_are_gone()
    {
        var asset = _world.AddActiveAsset(1, Ana);
        asset.Remove(Ana, Now);
        asset.Discard(Ana, Now);
        await _world.Assets.SaveAsync(asset, default);
        _world.Vault.Blobs.Should().NotBeEmpty();
        await _world.SettleAsync();
        _world.Vault.Blobs.Should().BeEmpty();
        _world.AssetRows.Rows.Should().BeEmpty();
        (await _world.Directory.ListAsync(new AssetDirectoryQuery(new PageRequest(1, 10), AssetDirectoryOrder.CreatedTs, null, []), default)).Total.Should().Be(0);
    }

    [Fact]
    public void Given_a_removed_account_When_it_gives_up_its_assets_Then_the_last_owner_shreds_and_others_leave()
    {
        var (shared, own) = (_world.AddActiveAsset(1, Ana, Ben), _world.AddActiveAsset(2, Ana));
        shared.TakeHold(ReleaseNo(1), Ben, Now);
        foreach (var asset in new[] { shared, own })
        {
            asset.GiveUp(Ana, Now);
            asset.GiveUp(Ana, Now);
            asset.GiveUp(Cleo, Now);
        }

        shared.State.Owners.Should().Equal(Ben);
        shared.State.HeldBy.Should().Be(ReleaseNo(1), "the plan of another owner goes on");
        own.State.Lifecycle.Should().Be(Lifecycle.Removed);
        own.RaisedEvents.Should().ContainSingle();
    }

    private Asset InTrash()
    {
        var asset = _world.AddActiveAsset(1, Ana);
        asset.Remove(Ana, Now);
        return asset;
    }
}
