using CsCheck;
using Kpm.Core.Assets;

namespace Kpm.Tests.Core.Assets;

/// <summary>The text form of places, and whom they admit.</summary>
public sealed class PlaceTextTests
{
    [Theory]
    [InlineData("old oak", true)]
    [InlineData("OLDOAK", true)]
    [InlineData(" o l d oak ", true)]
    [InlineData("old\toak", false)]
    [InlineData("oak", false)]
    [InlineData("", false)]
    [InlineData("geo:41.40338,2.17403", false)]
    public void Given_a_name_When_a_guess_is_made_Then_case_and_blanks_do_not_count(string guess, bool isAdmitted) => Place.Read("Old Oak")!.Admits(guess).Should().Be(isAdmitted);

    [Theory]
    [InlineData("geo:41.40338,2.17403", true)]
    [InlineData("GEO:41.40338,2.17403,12;crs=WGS84;u=5000", true)]
    [InlineData("geo:41.404275,2.17403", true)] // 99.4 m to the north
    [InlineData("geo:41.404285,2.17403", false)] // 100.5 m
    [InlineData("geo:41.40338,-2.17403", false)]
    [InlineData("geo:41.40338,2.17403;crs=other", false)]
    [InlineData("geo:NaN,2.17403", false)]
    [InlineData("Sagrada Família", false)]
    public void Given_an_area_When_somebody_names_a_point_Then_its_distance_decides(string stated, bool isAdmitted) =>
        Place.Read("geo:41.40338,2.17403;u=100")!.Admits(stated).Should().Be(isAdmitted);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("geo:")]
    [InlineData("geo:41,2")] // no radius
    [InlineData("geo:41,2;u=0.5")]
    [InlineData("geo:41,2;u=1000001")]
    [InlineData("geo:91,2;u=10")]
    [InlineData("geo:41,181;u=10")]
    [InlineData("geo:41;u=10")]
    [InlineData("geo:41,2,3,4;u=10")]
    [InlineData("geo:41,2;u=x")]
    [InlineData("geo:1e1,2;u=10")]
    public void Given_what_is_no_place_When_read_Then_it_is_none(string? text) => Place.Read(text).Should().BeNull();

    [Fact]
    public void Given_a_name_that_is_too_long_When_read_Then_it_is_none() => Place.Read(new string('é', Place.MaximumLength + 1)).Should().BeNull();

    [Fact]
    public void Given_any_area_When_written_and_read_Then_it_is_the_same() =>
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.Double[Place.Area.SmallestRadius, Place.Area.LargestRadius]).Sample((latitude, longitude, radius) =>
        {
            var area = Place.Area.Of(latitude, longitude, radius)!;
            Place.Read(area.Text).Should().Be(area);
            area.Admits($"geo:{area.Text[4..area.Text.IndexOf(';', StringComparison.Ordinal)]}").Should().BeTrue("its own middle is in it");
        });

    [Fact]
    public void Given_any_name_When_written_and_read_Then_it_is_the_same_and_admits_itself() => Gen.String[1, 60].Where(name => name.Any(c => c != ' ') && !name.StartsWith("geo:", StringComparison.OrdinalIgnoreCase)).Sample(name =>
    {
        var place = Place.Read(name)!;
        Place.Read(place.Text).Should().Be(place);
        place.Admits(name).Should().BeTrue();
    });
}
