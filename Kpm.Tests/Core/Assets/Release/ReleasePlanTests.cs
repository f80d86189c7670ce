using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

public sealed class ReleasePlanTests
{
    [Fact]
    public void Given_an_empty_request_When_checked_Then_every_missing_field_is_named() =>
        Fields(new ReleaseDraft()).Should().BeEquivalentTo("/name", "/assets", "/receivers");

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Given_a_wrong_name_When_checked_Then_it_is_named(string name) => Fields(Draft() with { Name = name }).Should().Equal("/name");

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(253_402_300_799_999L + 1)]
    public void Given_a_wrong_date_When_checked_Then_it_is_named(long date) => Fields(Draft() with { ScheduledDate = date }).Should().Equal("/scheduled_date");

    [Fact]
    public void Given_too_many_assets_and_receivers_When_checked_Then_both_are_named() =>
        Fields(Draft() with { Assets = [.. Enumerable.Range(1, 501).Select(AssetWorld.AssetNo)], Receivers = [.. Enumerable.Range(1, 21).Select(AssetWorld.User)] })
            .Should().BeEquivalentTo("/assets", "/receivers");

    [Fact]
    public void Given_a_past_date_and_duplicates_When_checked_Then_the_date_stands_and_duplicates_collapse()
    {
        var terms = Check(Draft() with { ScheduledDate = 1, Assets = [AssetWorld.AssetNo(1), AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben, AssetWorld.Ben] }).Value;
        terms.Conditions.Should().Be(new ReleaseCondition.Date(new Timestamp(1)));
        terms.Assets.Should().Equal(AssetWorld.AssetNo(1));
        terms.Receivers.Should().Equal(AssetWorld.Ben);
    }

    [Fact]
    public void Given_no_date_When_checked_Then_it_is_now() => Check(Draft()).Value.Conditions.Should().Be(new ReleaseCondition.Date(AssetWorld.Now));

    private static ReleaseDraft Draft() => new() { Name = "For you", Assets = [AssetWorld.AssetNo(1)], Receivers = [AssetWorld.Ben] };

    private static Result<ReleasePlan> Check(ReleaseDraft draft) => ReleasePlan.Check(ReleaseType.Transfer, draft, AssetWorld.Ana, AssetWorld.Now);

    private static IEnumerable<string> Fields(ReleaseDraft draft) =>
        Check(draft).Error.Should().BeOfType<ValidationFailed>().Which.Fields.Select(field => field.Pointer);
}
