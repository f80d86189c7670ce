using System.Text.Json;
using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;

namespace Kpm.Tests.Core.Assets;

/// <summary>What holds for every tree of conditions, against a plain evaluation by the definition.</summary>
public sealed class ConditionAlgebraTests
{
    private static readonly Timestamp Start = new(AssetWorld.Now.UnixMilliseconds - 10);
    private static readonly Timestamp[] Grid = [.. Enumerable.Range(0, ConditionTrees.Stretch + 20).Select(tick => new Timestamp(Start.UnixMilliseconds + tick))];

    private static readonly Gen<(ReleaseCondition Tree, PlaceEvidence[] Evidence)> Cases = Gen.Select(ConditionTrees.Any, ConditionTrees.Evidence.Array[0, 4]);

    [Fact]
    public void Given_any_tree_When_evaluated_Then_it_is_what_its_parts_say() => Cases.Sample((tree, evidence) =>
    {
        foreach (var now in Grid) Asked(tree, evidence).Of(tree, now).IsMet.Should().Be(IsMet(tree, evidence, now));
    });

    [Fact]
    public void Given_any_tree_When_time_passes_and_evidence_comes_Then_what_is_met_stays_met() => Cases.Sample((tree, evidence) =>
    {
        foreach (var known in Enumerable.Range(0, evidence.Length + 1).Select(count => evidence[..count]))
        {
            var met = Grid.SkipWhile(now => !Asked(tree, known).AreMet(now)).ToList();
            met.TrueForAll(now => Asked(tree, known).AreMet(now)).Should().BeTrue("time takes nothing away");
            met.TrueForAll(now => Asked(tree, evidence).AreMet(now)).Should().BeTrue("more evidence takes nothing away");
        }
    });

    [Fact]
    public void Given_any_tree_When_evidence_comes_in_another_order_Then_the_outcome_is_the_same() => Gen.Select(Cases, Gen.ULong).Sample((given, seed) =>
    {
        var (tree, evidence) = given;
        var first = evidence.OrderBy(found => found.At).DistinctBy(found => found.Number).ToArray();
        var shuffled = first.OrderBy(found => (seed >> found.Number) & 1).ToArray();
        foreach (var now in Grid) Asked(tree, shuffled).Of(tree, now).Should().Be(Asked(tree, first).Of(tree, now));
    });

    [Fact]
    public void Given_any_tree_When_the_next_look_is_asked_Then_it_is_never_after_the_first_instant_at_which_it_can_be_met() => Cases.Sample((tree, evidence) =>
    {
        var everywhere = Enumerable.Range(0, ConditionTrees.Places).Select(place => new PlaceEvidence(place, new Timestamp(0), AssetWorld.Ben, EvidenceGrade.SelfReported)).ToArray();
        foreach (var now in Grid)
        {
            var known = evidence.Where(found => found.At <= now).ToArray();
            ShouldLookInTime(Asked(tree, known).NextLookAtOpening(now), Asked(tree, everywhere), now);
            ShouldLookInTime(Asked(tree, known).NextLookAtMeeting(now), Asked(tree, known), now);
        }
    });

    [Fact]
    public void Given_any_tree_When_stored_and_read_Then_it_is_the_same() => ConditionTrees.Any.Sample(tree =>
        JsonSerializer.Deserialize<ReleaseCondition>(JsonSerializer.Serialize(tree, KpmJson.Options), KpmJson.Options).Should().Be(tree));

    private static void ShouldLookInTime(Timestamp? look, ReleaseConditions conditions, Timestamp now)
    {
        Timestamp? firstMet = Grid.Where(later => later >= now).Where(conditions.AreMet).Select(met => (Timestamp?)met).FirstOrDefault();
        if (firstMet is null || firstMet == now) return;
        look.Should().NotBeNull();
        (look <= firstMet).Should().BeTrue();
        (look > now).Should().BeTrue();
    }

    private static ReleaseConditions Asked(ReleaseCondition tree, IEnumerable<PlaceEvidence> evidence) => new(tree, [.. evidence], preceding: [.. ConditionTrees.Preceding]);

    /// <summary>By the definition: a leaf is met or not, and a group counts.</summary>
    private static bool IsMet(ReleaseCondition condition, PlaceEvidence[] evidence, Timestamp now) => condition switch
    {
        ReleaseCondition.Always => true,
        ReleaseCondition.Date date => date.Instant < now,
        ReleaseCondition.LocalDate local => local.AsPlanned < now,
        ReleaseCondition.Window window => window.Drawn < now,
        ReleaseCondition.AtPlace place => evidence.FirstOrDefault(found => found.Number == place.Number) is { } found && found.At <= now,
        ReleaseCondition.Follows follows => Array.Exists(ConditionTrees.Preceding, known => known.Legacy == follows.Legacy && known.At + TimeSpan.FromDays(follows.Days) <= now),
        ReleaseCondition.All all => all.Of.All(member => IsMet(member, evidence, now)),
        ReleaseCondition.Any any => any.Of.Any(member => IsMet(member, evidence, now)),
        ReleaseCondition.AtLeast some => some.Of.Count(member => IsMet(member, evidence, now)) >= some.Count,
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };
}
