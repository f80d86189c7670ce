namespace Kpm.Tests.Bench;

public sealed class StatisticsTests
{
    private static readonly double[] OneToHundred = [.. Enumerable.Range(1, 100).Select(value => (double)value)];

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(0.5, 50)]
    [InlineData(0.501, 51)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    public void Given_OneToHundred_When_APercentileIsTaken_Then_ItIsTheNearestRank(double share, double expected) =>
        Statistics.Percentile(OneToHundred, share).Should().Be(expected);

    [Fact]
    public void Given_OneValue_When_AnyPercentileIsTaken_Then_ItIsThatValue() => Statistics.Percentile([7], 0.99).Should().Be(7);

    [Fact]
    public void Given_NoValues_When_AStatisticIsTaken_Then_ItIsRefused()
    {
        FluentActions.Invoking(() => Statistics.Percentile([], 0.5)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Statistics.Median([])).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData(new double[] { 9, 1, 5 }, 5)]
    [InlineData(new double[] { 9, 1, 5, 3 }, 4)]
    public void Given_Values_When_TheMedianIsTaken_Then_OrderDoesNotMatter(double[] values, double expected) =>
        Statistics.Median(values).Should().Be(expected);

    [Fact]
    public void Given_AMachineThatSlowsDown_When_TheRatioIsTaken_Then_EachRoundIsComparedWithItself() =>
        Statistics.MedianRatio([2, 20, 300], [1, 10, 100]).Should().Be(2);
}
