using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Plans that receivers may know of before they can claim them, if their owner wishes it.</summary>
public sealed class ForetoldPlansTests
{
    private static readonly long Tomorrow = (AssetWorld.Now + TimeSpan.FromDays(1)).UnixMilliseconds;
    private static readonly ReleaseDraft Draft = new() { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben, AssetWorld.Ana], ScheduledDate = Tomorrow };
    private readonly AssetWorld _world = new();

    public ForetoldPlansTests() => _world.AddActiveAsset(1, AssetWorld.Ana);

    private IEnumerable<UserId[]> Foretold => _world.Releases.Events.OfType<AssetReleaseForetold>().Select(happened => happened.Receivers.ToArray());

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task Given_an_owner_who_says_nothing_of_it_When_scheduled_and_changed_Then_nobody_is_told(bool? wish)
    {
        await ScheduleAsync(Draft with { TellReceivers = wish });
        await ReviseAsync(new ReleaseDraft { Receivers = [AssetWorld.Ben, AssetWorld.Cleo] });
        Foretold.Should().BeEmpty("a plan is the secret of its owner");
    }

    [Fact]
    public async Task Given_an_owner_who_wishes_it_When_scheduled_Then_the_receivers_are_told_and_the_owner_is_not()
    {
        await ScheduleAsync(Draft with { TellReceivers = true });
        Foretold.Should().ContainSingle().Which.Should().Equal(AssetWorld.Ben);
    }

    [Fact]
    public async Task Given_a_plan_that_can_be_claimed_at_once_When_scheduled_Then_that_is_what_receivers_hear()
    {
        await ScheduleAsync(Draft with { TellReceivers = true, ScheduledDate = 1 });
        Foretold.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_plan_that_is_changed_When_there_are_other_receivers_Then_only_they_are_told()
    {
        await ScheduleAsync(Draft with { TellReceivers = true });
        await ReviseAsync(new ReleaseDraft { Name = "Other" });
        await ReviseAsync(new ReleaseDraft { Receivers = [AssetWorld.Ben, AssetWorld.Cleo] });
        Foretold.Should().HaveCount(2);
        Foretold.Last().Should().Equal(AssetWorld.Cleo);
    }

    [Fact]
    public async Task Given_an_owner_who_changes_their_mind_When_changed_Then_everybody_is_told_and_nobody_else_after_it_is_taken_back()
    {
        await ScheduleAsync(Draft);
        await ReviseAsync(new ReleaseDraft { TellReceivers = true });
        Foretold.Should().ContainSingle().Which.Should().Equal(AssetWorld.Ben);
        await ReviseAsync(new ReleaseDraft { TellReceivers = false, Receivers = [AssetWorld.Cleo] });
        Foretold.Should().ContainSingle();
        _world.Releases[AssetWorld.ReleaseNo(1)].State.TellsReceivers.Should().BeFalse();
    }

    private async Task ScheduleAsync(ReleaseDraft draft)
    {
        (await _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Transfer, draft))).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }

    private async Task ReviseAsync(ReleaseDraft changes)
    {
        (await _world.ReviseAsync(1, changes)).IsFailure.Should().BeFalse();
        await _world.SettleAsync();
    }
}
