using CsCheck;
using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

/// <summary>OPEN-56: the same all week, and another each week.</summary>
public sealed class WeeklyChoiceTests
{
    private static readonly UserId Person = AssetWorld.Ana;

    /// <summary>Monday, 2026-11-23, 00:00 UTC.</summary>
    private static readonly Timestamp Monday = Timestamp.From(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Given_a_week_When_assets_come_and_go_in_it_Then_what_was_chosen_stays_as_long_as_it_is_there() =>
        Gen.Select(Gen.Int[3, 30], Gen.Int[0, 20], Gen.Int[0, 7 * 24 - 1]).Sample((old, fresh, hour) =>
        {
            var now = Monday + TimeSpan.FromHours(hour);
            var before = Entries(1, old, Monday - TimeSpan.FromDays(1));
            var chosen = Chosen(before, Monday);
            var later = Chosen([.. before, .. Entries(100, fresh, now)], now);
            later.Should().Equal(chosen);
            var next = Chosen([.. before.Where(entry => entry.Id != chosen[0])], now);
            next[0].Should().Be(chosen[1]);
        });

    [Fact]
    public void Given_two_weeks_or_two_people_When_chosen_Then_they_differ()
    {
        var many = Entries(1, 500, Monday - TimeSpan.FromDays(1));
        var choices = Enumerable.Range(0, 20).Select(week => string.Join(',', Chosen(many, Monday + TimeSpan.FromDays(7 * week)))).ToList();
        choices.Distinct().Count().Should().BeGreaterThan(15);
        WeeklyChoice.Order(AssetWorld.Ben, many, Monday).Take(2).Should().NotEqual(WeeklyChoice.Order(Person, many, Monday).Take(2));
    }

    [Fact]
    public void Given_only_new_assets_When_more_come_Then_the_oldest_keep_their_place()
    {
        var first = Entries(1, 2, Monday + TimeSpan.FromHours(1));
        var later = Entries(3, 5, Monday + TimeSpan.FromHours(2));
        Chosen([.. later, .. first], Monday + TimeSpan.FromHours(3)).Should().BeEquivalentTo(first.Select(entry => entry.Id));
    }

    private static List<AssetId> Chosen(IReadOnlyList<AssetEntry> assets, Timestamp now) => [.. WeeklyChoice.Order(Person, assets, now).Take(2).Select(entry => entry.Id)];

    private static List<AssetEntry> Entries(int first, int count, Timestamp created) =>
        [.. Enumerable.Range(first, count).Select(number => new AssetEntry(AssetWorld.AssetNo(number), created))];
}
