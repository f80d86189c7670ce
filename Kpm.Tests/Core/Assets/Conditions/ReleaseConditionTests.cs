using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

public sealed class ReleaseConditionTests
{
    private static readonly ReleaseEvidence Nothing = new(AssetWorld.Now);

    [Fact]
    public void Given_always_When_asked_Then_it_is_met() => new ReleaseCondition.Always().IsMet(Nothing).Should().BeTrue();

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void Given_a_time_When_asked_Then_it_is_met_only_after_it(long offset, bool isMet)
    {
        var condition = new ReleaseCondition.Time(new Timestamp(AssetWorld.Now.UnixMilliseconds + offset));
        condition.IsMet(Nothing).Should().Be(isMet);
        condition.IsMet(new ReleaseEvidence(condition.MetFrom)).Should().BeTrue();
    }

    [Theory]
    [InlineData("old oak", true)]
    [InlineData("OLDOAK", true)]
    [InlineData(" o l d oak ", true)]
    [InlineData("old\toak", false)]
    [InlineData("oak", false)]
    [InlineData(null, false)]
    public void Given_a_place_When_a_guess_is_made_Then_case_and_blanks_do_not_count(string? guess, bool isMet) =>
        new ReleaseCondition.Geographical("Old Oak").IsMet(new ReleaseEvidence(AssetWorld.Now, guess)).Should().Be(isMet);

    [Fact]
    public void Given_several_conditions_When_asked_Then_all_must_be_met()
    {
        var past = new ReleaseCondition.Time(new Timestamp(1));
        var conditions = ReleaseConditions.All(new ReleaseCondition.Always(), past, new ReleaseCondition.Geographical("here")).Value;
        conditions.AreMet(new ReleaseEvidence(AssetWorld.Now, "here")).Should().BeTrue();
        conditions.AreMet(new ReleaseEvidence(AssetWorld.Now, "there")).Should().BeFalse();
        conditions.AreMet(new ReleaseEvidence(new Timestamp(1), "here")).Should().BeFalse();
    }

    [Fact]
    public void Given_two_conditions_of_one_type_When_combined_Then_it_is_refused() =>
        ReleaseConditions.All(new ReleaseCondition.Time(new Timestamp(1)), new ReleaseCondition.Time(new Timestamp(2))).Error.Should().BeOfType<ConditionRepeated>();
}
