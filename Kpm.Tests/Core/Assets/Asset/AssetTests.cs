using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Assets;

public sealed class AssetTests
{
    private static readonly SealedRecord Content = new(1, [1], [new KeyWrap(AssetWorld.Ana, 1, [])]);
    private static readonly SealedRecord Rewrapped = new(1, [1], [new KeyWrap(AssetWorld.Ben, 1, [])]);
    private static readonly SealedFile File = new("blob", 42, new string('0', 64), "fake");
    private static readonly ReleaseId Release = AssetWorld.ReleaseNo(1);
    private static readonly ReleaseId Other = AssetWorld.ReleaseNo(2);

    [Fact]
    public void Given_facts_When_created_Then_the_asset_waits_for_its_file()
    {
        var asset = Pending();
        asset.State.Lifecycle.Should().Be(Lifecycle.Pending);
        asset.State.CreatedTs.Should().Be(AssetWorld.Now);
        asset.State.SizeBytes.Should().Be(3);
        asset.Version.Should().Be(1);
        asset.RaisedEvents.Should().ContainSingle().Which.Should().BeOfType<AssetDeclared>();
    }

    [Fact]
    public void Given_a_creator_who_is_no_owner_When_created_Then_it_is_refused() =>
        Asset.Create(AssetWorld.AssetNo(1), AssetWorld.Cleo, AssetWorld.Facts(AssetWorld.Ana), Content, AssetWorld.Now).Error!.Code.Should().Be("not_owner");

    [Fact]
    public void Given_a_pending_asset_When_the_file_is_committed_Then_it_is_active_with_the_measured_size()
    {
        var asset = Pending();
        asset.CommitUpload(File, "jti", AssetWorld.Now).IsFailure.Should().BeFalse();
        asset.State.Should().Match<AssetState>(state => state.Lifecycle == Lifecycle.Active && state.SizeBytes == 42 && state.UsedUploadToken == "jti");
        asset.RaisedEvents.OfType<AssetCreated>().Should().ContainSingle().Which.AggregateId.Should().Be(asset.Id.ToString());
    }

    [Fact]
    public void Given_an_uploaded_file_When_committed_again_Then_the_same_token_is_bad_and_another_is_a_conflict()
    {
        var asset = Active();
        var version = asset.Version;
        asset.CommitUpload(File, "jti", AssetWorld.Now).Error.Should().BeOfType<BadAuthorizerToken>();
        asset.CommitUpload(File, "another", AssetWorld.Now).Error.Should().BeOfType<AwaitsNoFile>();
        asset.Version.Should().Be(version);
    }

    [Fact]
    public void Given_an_active_asset_When_a_release_takes_hold_twice_Then_it_is_hidden_and_said_once()
    {
        var asset = Active();
        asset.TakeHold(Release, AssetWorld.Ana, AssetWorld.Now).IsFailure.Should().BeFalse();
        asset.TakeHold(Release, AssetWorld.Ana, AssetWorld.Now).IsFailure.Should().BeFalse();
        asset.IsHidden.Should().BeTrue();
        asset.IsVisible.Should().BeFalse();
        asset.RaisedEvents.OfType<AssetHeld>().Should().ContainSingle().Which.Release.Should().Be(Release);
    }

    [Fact]
    public void Given_a_held_asset_When_another_release_takes_hold_Then_it_is_refused() =>
        Held().TakeHold(Other, AssetWorld.Ana, AssetWorld.Now).Error.Should().BeOfType<AssetHeldByAnother>();

    [Fact]
    public void Given_a_pending_or_foreign_asset_When_a_release_takes_hold_Then_it_is_refused()
    {
        Pending().TakeHold(Release, AssetWorld.Ana, AssetWorld.Now).Error.Should().BeOfType<AssetUnavailable>();
        Active().TakeHold(Release, AssetWorld.Ben, AssetWorld.Now).Error.Should().BeOfType<AssetUnavailable>();
    }

    [Fact]
    public void Given_a_held_asset_When_let_go_Then_only_its_own_release_frees_it_and_once()
    {
        var asset = Held();
        asset.LetGo(Other, AssetWorld.Now);
        asset.IsHidden.Should().BeTrue();
        asset.LetGo(Release, AssetWorld.Now);
        asset.LetGo(Release, AssetWorld.Now);
        asset.IsVisible.Should().BeTrue();
        asset.RaisedEvents.OfType<AssetLetGo>().Should().ContainSingle();
    }

    [Fact]
    public void Given_a_held_asset_When_moved_Then_owners_wraps_bookmark_and_hold_change_at_once()
    {
        var asset = Held(isBookmarked: true);
        var version = asset.Version;
        asset.MoveOwnership(Release, AssetWorld.Ana, [AssetWorld.Ben], Rewrapped, AssetWorld.Now).IsFailure.Should().BeFalse();
        asset.Version.Should().Be(version + 1);
        asset.State.Owners.Should().Equal(AssetWorld.Ben);
        asset.State.Sealed.Should().Be(Rewrapped);
        asset.State.Bookmarked.Should().BeFalse();
        asset.IsVisible.Should().BeTrue();
        var moved = asset.RaisedEvents.OfType<AssetOwnershipChanged>().Single();
        moved.Owners.Should().Equal(AssetWorld.Ben);
        moved.PreviousOwners.Should().Equal(AssetWorld.Ana);
        moved.Release.Should().Be(Release);
    }

    [Fact]
    public void Given_a_moved_asset_When_its_release_comes_again_Then_nothing_changes_even_after_others_moved_it()
    {
        var asset = Held();
        asset.MoveOwnership(Release, AssetWorld.Ana, [AssetWorld.Ben], Rewrapped, AssetWorld.Now);
        asset.TakeHold(Other, AssetWorld.Ben, AssetWorld.Now);
        asset.MoveOwnership(Other, AssetWorld.Ben, [AssetWorld.Cleo], Content, AssetWorld.Now);
        var version = asset.Version;
        asset.MoveOwnership(Release, AssetWorld.Ana, [AssetWorld.Ben], Rewrapped, AssetWorld.Now).IsFailure.Should().BeFalse();
        asset.TakeHold(Release, AssetWorld.Ana, AssetWorld.Now).IsFailure.Should().BeFalse();
        asset.Version.Should().Be(version);
        asset.State.Owners.Should().Equal(AssetWorld.Cleo);
        asset.IsHidden.Should().BeFalse();
    }

    [Fact]
    public void Given_an_asset_that_the_release_does_not_hold_or_the_giver_does_not_own_When_moved_Then_it_is_refused()
    {
        Active().MoveOwnership(Release, AssetWorld.Ana, [AssetWorld.Ben], Rewrapped, AssetWorld.Now).Error.Should().BeOfType<AssetUnavailable>();
        Held().MoveOwnership(Other, AssetWorld.Ana, [AssetWorld.Ben], Rewrapped, AssetWorld.Now).Error.Should().BeOfType<AssetUnavailable>();
        Held().MoveOwnership(Release, AssetWorld.Cleo, [AssetWorld.Ben], Rewrapped, AssetWorld.Now).Error.Should().BeOfType<AssetUnavailable>();
    }

    [Fact]
    public void Given_a_release_to_oneself_When_moved_Then_the_bookmark_stays()
    {
        var asset = Held(isBookmarked: true);
        asset.MoveOwnership(Release, AssetWorld.Ana, [AssetWorld.Ana], Content, AssetWorld.Now);
        asset.State.Bookmarked.Should().BeTrue();
        asset.IsVisible.Should().BeTrue();
    }

    private static Asset Pending(bool isBookmarked = false)
    {
        var facts = NewAsset.Check(AssetWorld.Draft(AssetWorld.Ana) with { Bookmarked = isBookmarked }, AssetWorld.Ana, new UploadLimits(1_000)).Value;
        return Asset.Create(AssetWorld.AssetNo(1), AssetWorld.Ana, facts, Content, AssetWorld.Now).Value;
    }

    private static Asset Active(bool isBookmarked = false)
    {
        var asset = Pending(isBookmarked);
        asset.CommitUpload(File, "jti", AssetWorld.Now);
        return asset;
    }

    private static Asset Held(bool isBookmarked = false)
    {
        var asset = Active(isBookmarked);
        asset.TakeHold(Release, AssetWorld.Ana, AssetWorld.Now);
        return asset;
    }
}
