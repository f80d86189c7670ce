using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.User;
using Kpm.Tests.Core.Assets;

namespace Kpm.Tests.Core.Users.Reactions;

/// <summary>The rotation of a user key, whatever dies on the way and whoever writes meanwhile.</summary>
public sealed class KeyRotationTests
{
    private static readonly UserId Anna = KeyRotationWorld.Anna;
    private static readonly UserId Ben = KeyRotationWorld.Ben;

    [Fact]
    public async Task Given_AKey_When_ItIsRotated_Then_EverythingOpensUnderTheNewVersionAndTheOldOneIsGone()
    {
        var world = await KeyRotationWorld.FillAsync();
        var versions = world.Assets.All.Select(asset => asset.Version).ToList();
        await world.RotateAsync();

        await world.RunToTheEndAsync();

        await RotatedAsync(world, 2);
        world.Wraps().Where(wrap => wrap.Owner == Ben).Should().OnlyContain(wrap => wrap.Version == 1, "nobody asked for Ben's");
        world.Assets.All.Select(asset => asset.Version).Should().Equal(versions, "for the domain nothing has changed");
        world.Rotation.State.Done.Should().Equal("version", "writers", "account", "assets", "releases", "invitations", "rows", "history", "exports", "rehearsals", "readers", "old_versions");
    }

    [Fact]
    public async Task Given_ARotatedKey_When_ItIsRotatedAgain_Then_TheNextVersionTakesItsPlace()
    {
        var world = await KeyRotationWorld.FillAsync();
        await world.RotateAsync();
        await world.RunToTheEndAsync();

        await world.RotateAsync();
        await world.RunToTheEndAsync();

        await RotatedAsync(world, 3);
        world.Rotations.Events.OfType<KeyRotationStarted>().Should().HaveCount(2);
    }

    [Fact]
    public async Task Given_ARotationUnderWay_When_ItIsAskedForAgain_Then_ThereIsOne()
    {
        var world = await KeyRotationWorld.FillAsync();
        await world.RotateAsync();
        await world.AdvanceAsync();
        var version = world.Rotation.Version;

        (await world.RotateAsync()).IsFailure.Should().BeFalse();

        world.Rotation.Version.Should().Be(version);
        await world.RunToTheEndAsync();
        await RotatedAsync(world, 2);
    }

    [Fact]
    public async Task Given_NobodyOrARemovedAccount_When_ARotationIsAskedFor_Then_ThereIsNone()
    {
        var world = await KeyRotationWorld.FillAsync();
        var anna = world.Users[Anna];
        anna.Remove(KeyRotationWorld.Admin, "because", KeyRotationWorld.Now);
        world.Users.Put(anna);

        (await world.RotateAsync()).Error.Should().BeOfType<UserNotFound>();
        (await world.RotateAsync(DerivedId.From<UserId>("nobody", "person"))).Error.Should().BeOfType<UserNotFound>();
        world.Rotations.All.Should().BeEmpty();
    }

    /// <summary>Another instance goes on with the old version for the cache time, and what it seals may be written later still.</summary>
    [Fact]
    public async Task Given_ANewVersion_When_OthersMaySealWithTheOldOneStill_Then_NothingIsWrappedAnewAndNothingIsDropped()
    {
        var world = await KeyRotationWorld.FillAsync();
        var late = await world.SealAssetAsync(9, Anna);
        await world.RotateAsync();
        await world.AdvanceAsync();

        world.Clock.Now += KeyRotationWorld.Times.InMemory + KeyRotationWorld.Times.LongestWork - TimeSpan.FromMilliseconds(1);
        await world.AdvanceAsync();
        world.Rotation.State.Done.Should().Equal("version");
        world.Assets.Put(late);
        world.Clock.Now += TimeSpan.FromMilliseconds(1);
        await world.AdvanceAsync();

        world.Rotation.State.Done.Should().Contain("rows").And.NotContain("old_versions", "whoever read an old wrap must be able to open it");
        (await world.Keys.GetAsync(Anna, 1, default)).Dispose();
        await world.RunToTheEndAsync();
        await RotatedAsync(world, 2);
    }

    [Fact]
    public async Task Given_SomethingSealedDuringTheRotation_When_ItEnds_Then_ItHasTheNewVersion()
    {
        var world = await KeyRotationWorld.FillAsync();
        await world.RotateAsync();
        await world.AdvanceAsync();

        world.Assets.Put(await world.SealAssetAsync(7, Anna));

        world.Assets[AssetWorld.AssetNo(7)].State.Sealed.Wraps.Should().OnlyContain(wrap => wrap.UserKeyVersion == 2);
        await world.RunToTheEndAsync();
        await RotatedAsync(world, 2);
    }

    /// <summary>A change is written between the rotation's read and its write of the same asset, each time it is tried.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Given_ChangesThatRaceWithTheRotation_When_ItEnds_Then_BothAreThere(int races)
    {
        var world = await KeyRotationWorld.FillAsync();
        await world.RotateAsync();
        await world.AdvanceAsync();
        world.Clock.Now += TimeSpan.FromMinutes(9);
        var changes = 0;
        world.Assets.BeforeAccess = () =>
        {
            var asset = world.Assets[AssetWorld.AssetNo(0)];
            if (changes < races && asset.State.Sealed.HasOlderWrap(world.Rotation.Key))
            {
                changes++;
                asset.Update(asset.State.Sealed, new AssetPatch { Bookmarked = true }, ["bookmarked"], world.Clock.Now);
                world.Assets.Put(asset);
            }

            return Task.CompletedTask;
        };

        await world.RunToTheEndAsync();

        changes.Should().Be(races);
        world.Assets[AssetWorld.AssetNo(0)].State.Bookmarked.Should().BeTrue();
        await RotatedAsync(world, 2);
    }

    [Fact]
    public async Task Given_ARotationUnderWay_When_TheKeyIsErased_Then_ItEndsAndTheKeyStaysErased()
    {
        var world = await KeyRotationWorld.FillAsync();
        await world.RotateAsync();
        await world.AdvanceAsync();
        await world.Keys.EraseAsync(Anna, default);

        await world.RunToTheEndAsync();

        world.Rotation.IsComplete.Should().BeTrue();
        (await world.Keys.FindAsync(Anna, default))!.ErasedTs.Should().NotBeNull();
        world.Rotation.State.Done.Should().Equal("version");
    }

    [Fact]
    public async Task Given_ACompleteRotation_When_ItIsAdvancedAgain_Then_NothingChanges()
    {
        var world = await KeyRotationWorld.FillAsync();
        await world.RotateAsync();
        await world.RunToTheEndAsync();
        var version = world.Rotation.Version;

        await world.AdvanceAsync();

        world.Rotation.Version.Should().Be(version);
        world.Rotation.State.NextCheckAt.Should().BeNull();
    }

    /// <summary>The process dies before every call that it makes, one run per call: the end is always the same.</summary>
    [Fact]
    public async Task Given_AProcessThatDiesBeforeAnyCall_When_TheRotationGoesOn_Then_TheEndIsTheSame()
    {
        var calls = 0;
        for (var call = 1; call == 1 || call <= calls; call++)
        {
            var world = await KeyRotationWorld.FillAsync();
            world.Mortality.DiesAt = call;
            await world.RotateThroughDeathAsync();
            await world.RunToTheEndAsync();
            calls = world.Mortality.Calls;

            await RotatedAsync(world, 2);
        }

        calls.Should().BeGreaterThan(40);
    }

    private static async Task RotatedAsync(KeyRotationWorld world, int version)
    {
        world.Rotation.IsComplete.Should().BeTrue();
        world.Wraps().Where(wrap => wrap.Owner == Anna).Should().OnlyContain(wrap => wrap.Version == version);
        await world.EverythingOpensAsync();
        await FluentActions.Awaiting(() => world.Keys.GetAsync(Anna, version - 1, default)).Should().ThrowAsync<UserKeyMissingException>();
    }
}
