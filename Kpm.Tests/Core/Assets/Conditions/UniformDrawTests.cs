using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

public sealed class UniformDrawTests
{
    private const int Draws = 10_000;
    private const int Cells = 20;

    /// <summary>Chi-squared with 19 degrees of freedom is beyond this in one of ten million runs (p = 1e-7).</summary>
    private const double Limit = 66.8;

    [Theory]
    [InlineData(0, 19)]
    [InlineData(1_800_000_000_000, 1_831_104_000_000)]
    [InlineData(1, 253_402_300_799_999)]
    public void Given_a_window_When_drawn_ten_thousand_times_Then_every_part_of_it_is_as_likely(long from, long until)
    {
        var counts = new int[Cells];
        var width = (until - from + 1) / (double)Cells;
        for (var i = 0; i < Draws; i++)
        {
            var drawn = UniformDraw.Between(new Timestamp(from), new Timestamp(until)).UnixMilliseconds;
            drawn.Should().BeInRange(from, until);
            counts[(int)((drawn - from) / width)]++;
        }

        const double Expected = (double)Draws / Cells;
        counts.Sum(count => (count - Expected) * (count - Expected) / Expected).Should().BeLessThan(Limit);
    }

    [Fact]
    public void Given_one_instant_When_drawn_Then_it_is_that_one() => UniformDraw.Between(AssetWorld.Now, AssetWorld.Now).Should().Be(AssetWorld.Now);
}
