namespace Kpm.Tests.Bench;

public sealed class TargetTests
{
    [Theory]
    [InlineData(1.29, "ok")]
    [InlineData(1.3, "ok")]
    [InlineData(1.31, "over")]
    public void Given_AnUpperLimit_When_AValueIsJudged_Then_OnlyMoreMissesIt(double value, string verdict) => Target.AtMost(1.3).Verdict(value).Should().Be(verdict);

    [Theory]
    [InlineData(0.91, "ok")]
    [InlineData(0.9, "ok")]
    [InlineData(0.89, "under")]
    public void Given_ALowerLimit_When_AValueIsJudged_Then_OnlyLessMissesIt(double value, string verdict) => Target.AtLeast(0.9).Verdict(value).Should().Be(verdict);
}
