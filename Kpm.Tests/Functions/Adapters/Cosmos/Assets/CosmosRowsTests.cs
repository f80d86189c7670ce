using Kpm.Core.Assets;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos.Assets;

[Collection(nameof(LocalStores))]
public sealed class CosmosAssetRowsTests : AssetRowsContract
{
    private readonly LocalStores _stores;

    public CosmosAssetRowsTests(LocalStores stores)
    {
        _stores = stores;
        var (partition, sealer) = (new OwnerPartition(stores.Database), new ContentSealer(new InMemoryUserKeys(), KpmJson.Options));
        Rows = new AssetRows(partition, sealer);
        List = new AssetList(partition, sealer);
    }

    protected override IAssetRows Rows { get; }

    protected override IAssetList List { get; }

    [Fact]
    public async Task Given_ARow_When_Stored_Then_NothingOfItsContentCanBeRead()
    {
        await Rows.PutAsync(SampleStates.Anna, SampleRows.Asset with { Id = SampleStates.AssetNo(77) }, default);

        var stored = (await _stores.ReadAsync("assetsByOwner", SampleStates.AssetNo(77).ToString(), SampleStates.Anna.ToString())).GetRawText();

        stored.Should().NotContainAny("Title", "Girona", "1987", "a b.jpg");
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosReleaseRowsTests : ReleaseRowsContract
{
    private readonly LocalStores _stores;
    private readonly ReleaseRows _rows;

    public CosmosReleaseRowsTests(LocalStores stores)
    {
        _stores = stores;
        _rows = new ReleaseRows(stores.Database, new ContentSealer(new InMemoryUserKeys(), KpmJson.Options));
    }

    protected override IReleaseRows Rows => _rows;

    protected override IReleaseList List => _rows;

    [Fact]
    public async Task Given_ARow_When_Stored_Then_NothingOfItsContentCanBeRead()
    {
        var row = SampleRows.Release with { Id = SampleStates.Release(77) };
        await Rows.PutAsync(SampleStates.Anna, ReleaseRole.Owner, row, default);

        var stored = (await _stores.ReadAsync("releasesByPerson", $"{row.Id}:owner", SampleStates.Anna.ToString())).GetRawText();

        stored.Should().NotContainAny("Name", "Description", "Girona");
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosAssetQuotaTests(LocalStores stores) : AssetQuotaContract
{
    protected override IAssetQuota Quota { get; } = new AssetQuota(new OwnerPartition(stores.Database), new AssetLimits(QuotaBytes));
}
