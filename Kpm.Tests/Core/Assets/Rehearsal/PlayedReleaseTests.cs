using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Assets;

/// <summary>A release that is played comes to what it comes to when it is meant, for every tree of conditions.</summary>
public sealed class PlayedReleaseTests
{
    private static readonly Gen<Timestamp> Clocks = Gen.Int[-10, ConditionTrees.Stretch + 10].Select(offset => new Timestamp(AssetWorld.Now.UnixMilliseconds + offset));
    private static readonly Gen<int[]?> Admitting = Gen.Bool.SelectMany(isSaid => isSaid ? Gen.Int[0, ConditionTrees.Places - 1].Array[0, 2].Select(places => (int[]?)places) : Gen.Const((int[]?)null));

    [Fact]
    public void Given_any_plan_When_played_and_then_claimed_Then_leaf_by_leaf_both_are_the_same() =>
        Gen.Select(ConditionTrees.Any, ConditionTrees.Evidence.Array[0, 3], Clocks, Admitting).Sample((tree, evidence, clock, admitting) =>
        {
            var played = PlayedRelease.Play(Release(tree, evidence), admitting, [], clock, new RehearsalPremise());
            var meant = Release(tree, evidence);
            if (admitting is not null) meant.StatePlace(AssetWorld.Ben, admitting, clock).IsFailure.Should().BeFalse();
            var claimed = meant.Trigger(AssetWorld.Ben, [], clock);

            var result = played.Result([], [], []);
            (result.Outcome == RehearsalOutcome.Executed).Should().Be(!claimed.IsFailure);
            MetOf(result).Should().Equal(meant.Conditions.MetLeaves(clock));
            if (!claimed.IsFailure) MetOf(result).Should().Equal(meant.RaisedEvents.OfType<AssetReleased>().Single().Met);
        });

    [Fact]
    public void Given_any_plan_that_the_system_delivers_When_played_Then_it_is_executed_when_it_is_due() =>
        Gen.Select(ConditionTrees.Any, Clocks, Gen.Bool).Sample((tree, clock, hasStranger) =>
        {
            UserId[] strangers = hasStranger ? [AssetWorld.Cleo] : [];
            var played = PlayedRelease.Play(Release(tree, [], DeliveryMode.Automatic), null, [.. strangers], clock, new RehearsalPremise());
            var meant = Release(tree, [], DeliveryMode.Automatic);
            meant.ExecuteBySystem([.. strangers], clock);

            played.Release.IsExecuted.Should().Be(meant.IsExecuted);
            played.Release.Recipients.Should().Equal(meant.Recipients);
        });

    private static IEnumerable<MetCondition> MetOf(RehearsalResult result) =>
        result.Leaves.Index().Where(leaf => leaf.Item.IsMet).Select(leaf => new MetCondition(leaf.Index, leaf.Item.Since!.Value, leaf.Item.Grade, leaf.Item.By));

    private static AssetRelease Release(ReleaseCondition tree, PlaceEvidence[] evidence, DeliveryMode delivery = DeliveryMode.Claim)
    {
        var state = new ReleaseState
        {
            CreatedTs = AssetWorld.Now,
            Lifecycle = Lifecycle.Active,
            Owner = AssetWorld.Ana,
            Receivers = [AssetWorld.Ben, AssetWorld.Cleo],
            Assets = [AssetWorld.AssetNo(1)],
            ReleaseType = ReleaseType.Custom,
            Bequest = BequestType.Gift,
            Delivery = delivery,
            Conditions = tree,
            Evidence = [.. evidence.DistinctBy(found => found.Number)],
            HoldsConfirmed = true,
            Sealed = new SealedRecord(1, [], []),
        };
        return AssetRelease.Load(AssetWorld.ReleaseNo(1), state, 1);
    }
}
