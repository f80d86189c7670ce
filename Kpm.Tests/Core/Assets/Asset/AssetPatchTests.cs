using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using static Kpm.Tests.Core.Assets.AssetWorld;

namespace Kpm.Tests.Core.Assets;

/// <summary>Row 30, OPEN-27, OPEN-55.</summary>
public sealed class AssetPatchTests
{
    private static readonly AssetPatch Full = new() { Title = " New ", Description = "", Tags = ["a", "b", "a"], People = [], Location = "Girona", CreatedDate = "1987", ExtraPrivate = true, Bookmarked = true };
    private readonly AssetWorld _world = new();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    public void Given_a_title_that_is_none_When_checked_Then_it_is_refused(string title) =>
        new AssetPatch { Title = title }.Check().Error.Should().BeOfType<InvalidTitle>();

    [Fact]
    public void Given_fields_that_are_too_long_When_checked_Then_each_is_named()
    {
        var patch = new AssetPatch
        {
            Description = new string('x', 4001),
            Tags = [new string('x', 65)],
            People = [.. Enumerable.Range(0, 51).Select(number => $"{number}")],
            Location = new string('x', 129),
            CreatedDate = new string('x', 129),
        };
        patch.Check().Error.Should().BeOfType<ValidationFailed>().Which.Fields.Select(error => error.Pointer).Should().Equal("/description", "/tags", "/people", "/location", "/created_date");
    }

    [Fact]
    public async Task Given_every_field_When_updated_Then_each_is_new_and_marked()
    {
        var asset = _world.AddActiveAsset(1, Ana, Ben);
        (await UpdateAsync(Full, Ben)).IsFailure.Should().BeFalse();
        var row = await ReadAsync(Ana);
        row.Content.Should().BeEquivalentTo(new { Title = " New ", Description = "", Location = "Girona", CreatedDate = "1987", FileName = "steps.jpg" });
        row.Content.Tags.Should().Equal("a", "b");
        row.Content.People.Should().BeEmpty();
        (row.ExtraPrivate, row.Bookmarked).Should().Be((true, true));
        _world.Assets[asset.Id].State.ModifiedTs.Keys.Should().Contain(["title", "description", "tags", "location", "created_date", "extra_private", "bookmarked"]).And.NotContain("people");
    }

    [Fact]
    public async Task Given_nothing_new_When_updated_Then_nothing_is_written()
    {
        var asset = _world.AddActiveAsset(1, Ana);
        await UpdateAsync(Full);
        var version = _world.Assets[asset.Id].Version;
        await UpdateAsync(Full);
        await UpdateAsync(new AssetPatch());
        _world.Assets[asset.Id].Version.Should().Be(version);
    }

    [Fact]
    public async Task Given_marks_When_other_fields_are_updated_Then_the_marks_stay()
    {
        _world.AddActiveAsset(1, Ana);
        await UpdateAsync(Full);
        await UpdateAsync(new AssetPatch { Description = "Other", Location = "" });
        var row = await ReadAsync(Ana);
        (row.ExtraPrivate, row.Bookmarked, row.Content.Location, row.Content.CreatedDate).Should().Be((true, true, null, "1987"));
    }

    [Fact]
    public async Task Given_somebody_else_or_a_hidden_asset_When_updated_Then_it_is_refused()
    {
        var asset = _world.AddActiveAsset(1, Ana);
        (await UpdateAsync(Full, Ben)).Error.Should().BeOfType<Forbidden>();
        (await UpdateAsync(Full, Ana, expectedVersion: 99)).Error.Should().BeOfType<VersionMismatch>();
        asset.TakeHold(ReleaseNo(1), Ana, Now);
        await _world.Assets.SaveAsync(asset, default);
        (await UpdateAsync(Full)).Error.Should().BeOfType<Forbidden>();
    }

    private Task<Result> UpdateAsync(AssetPatch patch, UserId? by = null, long? expectedVersion = null) =>
        new UpdateAssetHandler(_world.Assets, _world.Sealer).HandleAsync(new UpdateAsset(AssetNo(1), by ?? Ana, patch, expectedVersion, Now + TimeSpan.FromSeconds(1)), default);

    private async Task<AssetRow> ReadAsync(UserId by) => (await new GetAssetHandler(_world.Assets, _world.Sealer).HandleAsync(new GetAsset(AssetNo(1), by), default)).Value;
}
