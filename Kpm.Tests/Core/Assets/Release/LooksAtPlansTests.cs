using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Plans that are looked at again: because they were changed, or because the clock was not what it seemed.</summary>
public sealed class LooksAtPlansTests
{
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private static readonly AssetId Two = AssetWorld.AssetNo(2);
    private static readonly ReleaseDraft Draft = new() { Name = "For you", Assets = [One], Receivers = [AssetWorld.Ben, AssetWorld.Cleo], ScheduledDate = 1 };
    private readonly AssetWorld _world = new();

    public LooksAtPlansTests()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        _world.AddActiveAsset(2, AssetWorld.Ana);
    }

    private AssetRelease Release => _world.Releases[AssetWorld.ReleaseNo(1)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_a_plan_that_can_be_claimed_When_it_is_changed_Then_it_is_not_announced_again_and_nobody_has_to_look_at_it(bool hides)
    {
        await ScheduleAsync(ReleaseType.Custom, Draft with { Hide = hides, Conditions = new ConditionDraft { Type = "always" } });
        await CheckAtAsync(TimeSpan.FromMinutes(1));
        (await _world.ReviseAsync(1, new ReleaseDraft { Assets = [Two], Receivers = [AssetWorld.Cleo] })).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
        await CheckAtAsync(TimeSpan.FromMinutes(1));
        (Release.State.Announced, Release.State.HoldsConfirmed, Release.State.NextCheckAt).Should().Be((true, true, null));
        _world.Releases.Events.OfType<AssetReleaseClaimable>().Should().ContainSingle();
    }

    [Fact]
    public async Task Given_a_plan_that_was_announced_When_the_system_is_to_deliver_other_assets_Then_it_waits_for_them_to_be_held()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft);
        (await _world.ReviseAsync(1, new ReleaseDraft { Assets = [Two], Delivery = "automatic" })).IsFailure.Should().BeFalse();
        await _world.CheckAsync(1);
        Release.State.NextCheckAt.Should().Be(AssetWorld.Now + TimeSpan.FromMinutes(1), "the assets are not held yet, and the same work would be dropped as a duplicate");
        await _world.SettleAsync();
        await _world.CheckAsync(1);
        await _world.SettleAsync();
        Release.State.Delivered.Should().Equal(Two);
    }

    [Fact]
    public async Task Given_a_clock_that_jumps_When_the_system_delivers_Then_it_does_so_once_and_not_before()
    {
        await ScheduleAsync(ReleaseType.Transfer, Draft with { Delivery = "automatic", ScheduledDate = (AssetWorld.Now + TimeSpan.FromDays(1)).UnixMilliseconds });
        await CheckAtAsync(TimeSpan.FromDays(-400));
        Release.IsActive.Should().BeTrue("the clock is behind");
        await CheckAtAsync(TimeSpan.FromDays(402));
        Release.IsExecuted.Should().BeTrue("late rather than never");
        _world.Clock.Now += TimeSpan.FromDays(-402);
        await _world.CheckDue.HandleAsync(new CheckDueRelease(Release.Id, AssetWorld.Now), default);
        await _world.SettleAsync();
        _world.Releases.Events.OfType<AssetReleased>().Should().ContainSingle();
        Release.State.Delivered.Should().Equal(One);
    }

    private async Task ScheduleAsync(ReleaseType type, ReleaseDraft draft)
    {
        (await _world.ScheduleAsync(1, AssetWorld.Plan(type, draft))).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }

    private async Task CheckAtAsync(TimeSpan later)
    {
        _world.Clock.Now += later;
        await _world.CheckAsync(1);
        await _world.SettleAsync();
    }
}
