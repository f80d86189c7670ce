using Kpm.Core.Assets;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Shared;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.UseCases;

/// <summary>Reading assets, their files and their lists.</summary>
public sealed class ReadAssetTests
{
    private readonly AssetWorld _world = new();
    private readonly GetAssetHandler _get;
    private readonly OpenAssetFileHandler _open;

    public ReadAssetTests()
    {
        _get = new GetAssetHandler(_world.Assets, _world.Sealer);
        _open = new OpenAssetFileHandler(_world.Assets, _world.Sealer, _world.Vault, new FakeVaultReports());
    }

    [Fact]
    public async Task Given_an_asset_When_an_owner_reads_it_Then_it_is_opened_with_one_read()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana, AssetWorld.Ben);
        var row = (await _get.HandleAsync(new GetAsset(AssetWorld.AssetNo(1), AssetWorld.Ben), default)).Value;
        row.Content.Title.Should().Be("First steps");
        row.Owners.Should().Equal(AssetWorld.Ana, AssetWorld.Ben);
        row.Version.Should().Be(2);
        _world.Assets.Reads.Should().Be(1);
    }

    [Fact]
    public async Task Given_an_unknown_foreign_or_hidden_asset_When_read_Then_all_answers_are_alike()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        Hide(_world.AddActiveAsset(2, AssetWorld.Ana));
        foreach (var (asset, by) in new[] { (9, AssetWorld.Ana), (1, AssetWorld.Ben), (2, AssetWorld.Ana) })
        {
            (await _get.HandleAsync(new GetAsset(AssetWorld.AssetNo(asset), by), default)).Error.Should().Be(new Forbidden());
            (await _open.HandleAsync(new OpenAssetFile(AssetWorld.AssetNo(asset), by, AssetWorld.Now), default)).Error.Should().Be(new Forbidden());
        }
    }

    [Fact]
    public async Task Given_a_pending_asset_When_its_file_is_opened_Then_it_is_not_there_yet_but_the_asset_is()
    {
        _world.AddPendingAsset(1, AssetWorld.Ana);
        (await _open.HandleAsync(new OpenAssetFile(AssetWorld.AssetNo(1), AssetWorld.Ana, AssetWorld.Now), default)).Error.Should().Match<Error>(error => error.Kind == ErrorKind.NotFound && error.Code == "not_found");
        (await _get.HandleAsync(new GetAsset(AssetWorld.AssetNo(1), AssetWorld.Ana), default)).Value.Lifecycle.Should().Be(Lifecycle.Pending);
    }

    [Fact]
    public async Task Given_a_file_When_a_range_is_read_Then_exactly_that_is_copied()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        var file = (await _open.HandleAsync(new OpenAssetFile(AssetWorld.AssetNo(1), AssetWorld.Ana, AssetWorld.Now), default)).Value;
        (file.Name, file.Type, file.SizeBytes).Should().Be(("steps.jpg", "image/jpeg", 3));
        using var copy = new MemoryStream();
        await file.CopyToAsync(1, 2, copy, default);
        copy.ToArray().Should().Equal(2, 3);
        var beyond = () => file.CopyToAsync(1, 3, copy, default);
        await beyond.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Given_active_and_hidden_assets_When_listed_Then_only_the_active_ones_show()
    {
        _world.AddActiveAsset(1, AssetWorld.Ana);
        Hide(_world.AddActiveAsset(2, AssetWorld.Ana));
        await _world.ProjectAsset.HandleAsync(AssetWorld.AssetNo(1), default);
        await _world.ProjectAsset.HandleAsync(AssetWorld.AssetNo(2), default);
        var query = new AssetListQuery(new PageRequest(1, 50), AssetOrder.CreatedTs, null, []);
        var page = (await new ListMyAssetsHandler(_world.AssetRows).HandleAsync(new ListMyAssets(AssetWorld.Ana, query), default)).Value;
        page.Items.Should().ContainSingle().Which.Id.Should().Be(AssetWorld.AssetNo(1));
        page.Total.Should().Be(1);
    }

    private void Hide(Asset asset)
    {
        asset.TakeHold(AssetWorld.ReleaseNo(1), AssetWorld.Ana, AssetWorld.Now);
        _world.Assets.Put(asset);
    }
}
