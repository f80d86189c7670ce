using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Core.Assets;

public sealed class NewAssetTests
{
    private static readonly UploadLimits Limits = new(MaximumBytes: 1_000);

    [Theory]
    [InlineData("a")]
    [InlineData("  padded  ")]
    [InlineData("\ntrailing breaks are trimmed\n")]
    public void Given_a_title_of_the_required_form_When_checked_Then_it_is_kept_as_given(string title) =>
        Check(draft => draft with { Title = title }).Value.Content.Title.Should().Be(title);

    [Fact]
    public void Given_a_title_of_64_code_points_outside_the_basic_plane_When_checked_Then_it_is_valid() =>
        Check(draft => draft with { Title = string.Concat(Enumerable.Repeat("🌍", 64)) }).IsFailure.Should().BeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("two\u2028lines")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Given_a_wrong_title_When_checked_Then_the_title_has_a_code_of_its_own(string title)
    {
        var error = Check(draft => draft with { Title = title }).Error;
        error.Should().BeOfType<InvalidTitle>();
        error!.Code.Should().Be("invalid_title");
        error.Kind.Should().Be(ErrorKind.Unprocessable);
    }

    [Fact]
    public void Given_several_wrong_fields_When_checked_Then_each_is_named()
    {
        var draft = new AssetDraft
        {
            Description = new string('d', 4_001),
            Tags = [.. Enumerable.Range(0, 51).Select(number => $"tag {number}")],
            People = [new string('p', 65)],
            Location = new string('l', 129),
            CreatedDate = new string('c', 129),
            FileName = "a/b",
            FileType = "not a type",
            FileSizeBytes = -1,
            Owners = [.. Enumerable.Range(1, 21).Select(AssetWorld.User)],
        };
        Fields(NewAsset.Check(draft, AssetWorld.Ana, Limits).Error).Should().BeEquivalentTo(
            "/title", "/description", "/tags", "/people", "/location", "/created_date", "/file_name", "/file_type", "/file_size_bytes", "/owners_id");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\\b")]
    [InlineData("a\u0007b")]
    public void Given_a_wrong_file_name_When_checked_Then_it_is_named(string name) =>
        Fields(Check(draft => draft with { FileName = name }).Error).Should().Equal("/file_name");

    [Theory]
    [InlineData("")]
    [InlineData("image")]
    [InlineData("image/")]
    [InlineData("image/png\n")]
    public void Given_a_wrong_media_type_When_checked_Then_it_is_named(string type) =>
        Fields(Check(draft => draft with { FileType = type }).Error).Should().Equal("/file_type");

    [Theory]
    [InlineData(null, false)]
    [InlineData(0L, true)]
    [InlineData(1_000L, true)]
    [InlineData(1_001L, false)]
    public void Given_a_declared_size_When_checked_Then_it_lies_between_nothing_and_the_limit(long? size, bool isRight) =>
        Check(draft => draft with { FileSizeBytes = size }).IsFailure.Should().Be(!isRight);

    [Fact]
    public void Given_duplicates_When_checked_Then_they_collapse_in_order()
    {
        var facts = Check(draft => draft with { Tags = ["b", "a", "b"], Owners = [AssetWorld.Ben, AssetWorld.Ana, AssetWorld.Ben] }).Value;
        facts.Content.Tags.Should().Equal("b", "a");
        facts.Owners.Should().Equal(AssetWorld.Ben, AssetWorld.Ana);
    }

    [Fact]
    public void Given_no_owners_When_checked_Then_the_creator_owns_it() =>
        Check(draft => draft with { Owners = [] }).Value.Owners.Should().Equal(AssetWorld.Ana);

    [Fact]
    public void Given_content_When_printed_Then_nothing_of_it_shows() =>
        $"{Check(draft => draft).Value} {AssetWorld.Facts(AssetWorld.Ana).Content} {AssetWorld.Draft()}".Should().NotContainAny("First", "garden", "steps");

    private static Result<NewAsset> Check(Func<AssetDraft, AssetDraft> change) => NewAsset.Check(change(AssetWorld.Draft(AssetWorld.Ana)), AssetWorld.Ana, Limits);

    private static IEnumerable<string> Fields(Error? error) => error.Should().BeOfType<ValidationFailed>().Which.Fields.Select(field => field.Pointer).Distinct();
}
