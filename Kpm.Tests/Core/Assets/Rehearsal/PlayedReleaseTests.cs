using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Core.Assets;

/// <summary>A release that is played comes to what it comes to when it is meant, for every tree of conditions.</summary>
public sealed class PlayedReleaseTests
{
    private static readonly Gen<Timestamp> Clocks = Gen.Int[-10, ConditionTrees.Stretch + 10].Select(offset => new Timestamp(AssetWorld.Now.UnixMilliseconds + offset));
    private static readonly AttemptId Attempt = new(new Guid(1, 19, 0, new byte[8]));
    private static readonly UserId[] Keepers = [AssetWorld.User(4), AssetWorld.User(5)];
    private static readonly Gen<int[]?> Admitting = Gen.Bool.SelectMany(isSaid => isSaid ? Gen.Int[0, ConditionTrees.Places - 1].Array[0, 2].Select(places => (int[]?)places) : Gen.Const((int[]?)null));

    [Fact]
    public void Given_any_plan_When_played_and_then_claimed_Then_leaf_by_leaf_both_are_the_same() =>
        Gen.Select(ConditionTrees.OfSilence, ConditionTrees.Evidence.Array[0, 3], Clocks, Admitting, ConditionTrees.Silence).Sample((tree, evidence, clock, admitting, silence) =>
        {
            var played = PlayedRelease.Play(Release(tree, evidence, silence: silence), admitting, [], clock, new RehearsalPremise());
            var meant = Release(tree, evidence, silence: silence);
            if (admitting is not null) meant.StatePlace(AssetWorld.Ben, admitting, clock).IsFailure.Should().BeFalse();
            var claimed = meant.Trigger(AssetWorld.Ben, [], clock);

            var result = played.Result([], [], []);
            (result.Outcome == RehearsalOutcome.Executed).Should().Be(!claimed.IsFailure);
            MetOf(result).Should().Equal(MetOf(meant, meant.Conditions.MetLeaves(clock)));
            if (!claimed.IsFailure) MetOf(result).Should().Equal(MetOf(meant, meant.RaisedEvents.OfType<AssetReleased>().Single().Met));
        });

    /// <summary>What the one tells that is played as if its owner were silent, the other tells when the attempt to reach them has met no answer; that is news of its own.</summary>
    [Fact]
    public void Given_any_plan_When_played_as_if_its_owner_were_silent_and_then_they_are_Then_leaf_by_leaf_and_mail_by_mail_both_are_the_same() =>
        Gen.Select(ConditionTrees.OfSilence, ConditionTrees.Evidence.Array[0, 3], Clocks, Gen.Bool, Gen.Bool).Sample((tree, evidence, clock, canBeAttested, isAutomatic) =>
        {
            var delivery = isAutomatic ? DeliveryMode.Automatic : DeliveryMode.Claim;
            var cause = canBeAttested ? AttemptCause.Both : AttemptCause.Inactivity;
            var played = PlayedRelease.Play(Release(tree, evidence, delivery), null, [], clock, new RehearsalPremise(IsSilent: true, CanBeAttested: canBeAttested));
            var meant = Release(tree, evidence, delivery, attempt: cause);
            meant.RecordSilence(Attempt, cause, new SilenceEvidence(AssetWorld.Now, 1, clock), clock);
            if (isAutomatic) meant.ExecuteBySystem([], clock);
            else meant.Trigger(AssetWorld.Ben, [], clock);

            MetOf(played.Result([], [], [])).Should().Equal(MetOf(meant, meant.Conditions.MetLeaves(clock)));
            Told(played.Happened).Should().Equal(Told(meant.RaisedEvents));
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

    /// <summary>A rehearsal says once of an attestation that it is met: whose word it would be, it cannot know.</summary>
    private static IEnumerable<MetCondition> MetOf(AssetRelease release, IEnumerable<MetCondition> met)
    {
        var leaves = release.State.Conditions.Leaves().ToList();
        return met.Select(leaf => leaves[leaf.Leaf] is ReleaseCondition.Attestation ? leaf with { By = null } : leaf).Distinct();
    }

    /// <summary>Of what mails tell: what happened, and to whom.</summary>
    private static IEnumerable<(Type Kind, string Receivers)> Told(IEnumerable<DomainEvent> happened) => happened.Select(one => one switch
    {
        AssetReleaseClaimable claimable => (one.GetType(), string.Join('+', claimable.Receivers)),
        AssetReleased released => (one.GetType(), string.Join('+', released.Receivers)),
        _ => (one.GetType(), ""),
    }).Where(told => told.Item1 != typeof(AssetReleaseSilenceMet) && told.Item1 != typeof(AssetReleaseEndedInAttempt));

    private static AssetRelease Release(ReleaseCondition tree, PlaceEvidence[] evidence, DeliveryMode delivery = DeliveryMode.Claim, SilenceEvidence? silence = null, AttemptCause? attempt = null)
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
            Keepers = [.. Keepers],
            Attestations = [.. Keepers.Select(keeper => new Attestation(keeper, AssetWorld.Now, 1))],
            Attempt = attempt is null ? null : Attempt,
            AttemptCause = attempt,
            Silence = silence,
            HoldsConfirmed = true,
            Sealed = new SealedRecord(1, [], []),
        };
        return AssetRelease.Load(AssetWorld.ReleaseNo(1), state, 1);
    }
}
