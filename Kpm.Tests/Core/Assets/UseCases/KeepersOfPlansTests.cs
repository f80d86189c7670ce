using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Whoever is to watch over a plan is a keep of its owner when the plan says so.</summary>
public sealed class KeepersOfPlansTests
{
    private static readonly UserId Dora = AssetWorld.User(4);
    private static readonly ConditionDraft WordOfOne = new() { Type = "attestation", Count = 1 };
    private readonly AssetWorld _world = new();

    [Fact]
    public async Task Given_AKeeperWhoIsNoKeep_When_ALegacyIsPlanned_Then_TheProblemSaysSoAndNothingIsStored()
    {
        _world.Keeps.Strangers.Add(Dora);

        (await PlanAsync(AssetWorld.Cleo, Dora)).Error.Should().BeOfType<KeeperNotKeep>();

        _world.Releases.All.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_AReceiverWhoIsNoKeep_When_ALegacyIsPlanned_Then_ItIsPlanned()
    {
        _world.Keeps.Strangers.Add(AssetWorld.Ben);

        (await PlanAsync(AssetWorld.Cleo)).IsFailure.Should().BeFalse("receivers are looked at when it is claimed");
    }

    [Fact]
    public async Task Given_AKeeperWhoLeavesAtOnce_When_TheSameRequestIsSentAgain_Then_ItIsASuccess()
    {
        (await PlanAsync(AssetWorld.Cleo)).IsFailure.Should().BeFalse();
        _world.Keeps.Strangers.Add(AssetWorld.Cleo);

        (await PlanAsync(AssetWorld.Cleo)).IsFailure.Should().BeFalse();
    }

    [Fact]
    public async Task Given_AKeeperWhoHasLeft_When_KeepersOrConditionsAreRevised_Then_TheProblemSaysSoAndNothingChanges()
    {
        await PlanAsync(AssetWorld.Cleo, Dora);
        await _world.SettleAsync();
        _world.Keeps.Strangers.Add(Dora);
        var before = _world.Releases[AssetWorld.ReleaseNo(1)].Version;

        (await _world.ReviseAsync(1, new ReleaseDraft { Keepers = [AssetWorld.Cleo, Dora] })).Error.Should().BeOfType<KeeperNotKeep>();
        (await _world.ReviseAsync(1, new ReleaseDraft { Conditions = WordOfOne with { WaitDays = 3 } })).Error.Should().BeOfType<KeeperNotKeep>();

        _world.Releases[AssetWorld.ReleaseNo(1)].Version.Should().Be(before);
    }

    [Fact]
    public async Task Given_AKeeperWhoHasLeft_When_SomethingElseIsRevisedOrTheyAreReplaced_Then_ItIsDone()
    {
        await PlanAsync(AssetWorld.Cleo, Dora);
        await _world.SettleAsync();
        _world.Keeps.Strangers.Add(Dora);

        (await _world.ReviseAsync(1, new ReleaseDraft { Name = "For one day" })).IsFailure.Should().BeFalse();
        (await _world.ReviseAsync(1, new ReleaseDraft { Keepers = [AssetWorld.Cleo], Conditions = WordOfOne with { WaitDays = 3 } })).IsFailure.Should().BeFalse();

        _world.Releases[AssetWorld.ReleaseNo(1)].State.Keepers.Should().Equal(AssetWorld.Cleo);
    }

    private Task<Result> PlanAsync(params UserId[] keepers)
    {
        if (_world.Assets.All.All(asset => asset.Id != AssetWorld.AssetNo(1))) _world.AddActiveAsset(1, AssetWorld.Ana);
        var draft = new ReleaseDraft { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben], Keepers = keepers, Conditions = WordOfOne };
        return _world.ScheduleAsync(1, AssetWorld.Plan(ReleaseType.Custom, draft));
    }
}
