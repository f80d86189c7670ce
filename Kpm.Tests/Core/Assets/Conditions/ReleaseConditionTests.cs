using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>Leaves and groups: when each is met, since when, and when it could change.</summary>
public sealed class ReleaseConditionTests
{
    private static readonly Timestamp Now = AssetWorld.Now;
    private static readonly Timestamp Later = Now + TimeSpan.FromDays(1);
    private static readonly ReleaseCondition Past = new ReleaseCondition.Date(new Timestamp(1));
    private static readonly ReleaseCondition Future = new ReleaseCondition.Date(Later);
    private static readonly ReleaseCondition Place = new ReleaseCondition.AtPlace(0);

    [Fact]
    public void Given_always_When_asked_Then_it_is_met_since_ever() => Find(new ReleaseCondition.Always()).Should().Be(new Finding(true, new Timestamp(0), null));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void Given_a_date_When_asked_Then_it_is_met_only_after_it(long offset, bool isMet)
    {
        var instant = new Timestamp(Now.UnixMilliseconds + offset);
        var first = new Timestamp(instant.UnixMilliseconds + 1);
        Find(new ReleaseCondition.Date(instant)).Should().Be(isMet ? new Finding(true, first, null) : new Finding(false, null, first));
    }

    [Fact]
    public void Given_a_window_When_asked_Then_what_was_drawn_decides() =>
        Find(new ReleaseCondition.Window(new Timestamp(1), Later, Now)).Should().Be(new Finding(false, null, Now + TimeSpan.FromMilliseconds(1)));

    [Fact]
    public void Given_a_place_When_it_is_found_Then_it_is_met_since_then_and_no_time_can_meet_it_before()
    {
        Find(Place).Should().Be(new Finding(false, null, null));
        var found = new PlaceEvidence(0, Now, AssetWorld.Ben, EvidenceGrade.SelfReported);
        Find(Place, found).Should().Be(new Finding(true, Now, null));
        Find(new ReleaseCondition.AtPlace(1), found).IsMet.Should().BeFalse();
    }

    [Theory]
    [InlineData("2040-06-01T09:00:00", "Europe/Madrid", "2040-06-01T07:00:00Z")]
    [InlineData("2027-03-28T02:30:00", "Europe/Madrid", "2027-03-28T01:30:00Z")] // the clock skips from 2 to 3
    [InlineData("2027-10-31T02:30:00", "Europe/Madrid", "2027-10-31T00:30:00Z")] // half past two comes twice
    [InlineData("2040-06-01T09:00:00", "Pacific/Kiritimati", "2040-05-31T19:00:00Z")]
    public void Given_a_time_on_the_wall_When_asked_Then_the_rules_of_its_zone_decide(string wall, string zone, string instant)
    {
        var local = new ReleaseCondition.LocalDate(wall, zone, new Timestamp(1));
        Find(local).NextChange.Should().Be(Timestamp.From(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)) + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Given_a_zone_that_is_no_longer_known_When_asked_Then_the_instant_that_was_planned_counts() =>
        Find(new ReleaseCondition.LocalDate("2040-06-01T09:00:00", "Mars/Olympus", Later)).NextChange.Should().Be(Later + TimeSpan.FromMilliseconds(1));

    [Fact]
    public void Given_a_time_on_the_wall_far_away_When_the_next_look_is_asked_Then_it_is_early_enough_for_new_rules_of_its_zone()
    {
        var local = new ReleaseCondition.LocalDate("2040-06-01T09:00:00", "Europe/Madrid", new Timestamp(1));
        var metFrom = Find(local).NextChange!.Value;
        var conditions = new ReleaseConditions(local, []);
        conditions.NextLookAtOpening(Now).Should().Be(metFrom - TimeSpan.FromHours(48));
        conditions.NextLookAtOpening(metFrom - TimeSpan.FromHours(48)).Should().Be(metFrom);
        conditions.NextLookAtOpening(metFrom).Should().BeNull();
    }

    [Fact]
    public void Given_groups_When_asked_Then_all_need_the_last_any_the_first_and_at_least_k_the_kth()
    {
        Find(new ReleaseCondition.All([Past, Future])).Should().Be(new Finding(false, null, Later + TimeSpan.FromMilliseconds(1)));
        Find(new ReleaseCondition.Any([Past, Future])).Should().Be(new Finding(true, new Timestamp(2), null));
        Find(new ReleaseCondition.AtLeast(2, [Past, Future, Place])).NextChange.Should().Be(Later + TimeSpan.FromMilliseconds(1));
        Find(new ReleaseCondition.AtLeast(3, [Past, Future, Place])).Should().Be(new Finding(false, null, null));
        Find(new ReleaseCondition.All([new ReleaseCondition.Always(), Past])).IsMet.Should().BeTrue("always adds nothing");
    }

    [Fact]
    public void Given_a_place_to_find_When_opening_is_asked_Then_only_time_counts()
    {
        var capsule = new ReleaseConditions(new ReleaseCondition.All([Place, Future]), []);
        capsule.OpenFrom.Should().Be(Later + TimeSpan.FromMilliseconds(1));
        capsule.NextLookAtOpening(Now).Should().Be(capsule.OpenFrom);
        capsule.MetFrom.Should().BeNull();
        capsule.NeedsNoPlace.Should().BeFalse();
        new ReleaseConditions(new ReleaseCondition.Any([Place, Future]), []).NeedsNoPlace.Should().BeTrue();
    }

    [Fact]
    public void Given_a_tree_When_its_met_leaves_are_asked_Then_each_has_its_number_and_what_shows_it()
    {
        var tree = new ReleaseCondition.All([Future, new ReleaseCondition.Any([Place, Past])]);
        var conditions = new ReleaseConditions(tree, [new PlaceEvidence(0, Now, AssetWorld.Ben, EvidenceGrade.SelfReported)]);
        conditions.MetLeaves(Now).Should().Equal(
            new MetCondition(1, Now, EvidenceGrade.SelfReported, AssetWorld.Ben),
            new MetCondition(2, new Timestamp(2), null, null));
    }

    [Fact]
    public void Given_groups_of_the_same_members_When_compared_Then_they_are_equal_if_they_need_as_many()
    {
        ReleaseCondition all = new ReleaseCondition.All([Past, Future]);
        all.Should().Be(new ReleaseCondition.All([Past, Future])).And.NotBe(new ReleaseCondition.Any([Past, Future])).And.NotBe(new ReleaseCondition.All([Future, Past]));
        new ReleaseCondition.AtLeast(1, [Past, Future]).Should().NotBe(new ReleaseCondition.AtLeast(2, [Past, Future]));
    }

    private static Finding Find(ReleaseCondition condition, params PlaceEvidence[] evidence) => new ReleaseConditions(condition, [.. evidence]).Of(condition, Now);
}
