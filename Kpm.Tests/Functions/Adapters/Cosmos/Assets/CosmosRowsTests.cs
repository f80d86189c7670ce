using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Functions.Adapters.Cosmos.Assets;

[Collection(nameof(LocalStores))]
public sealed class CosmosAssetRowsTests : AssetRowsContract
{
    private readonly LocalStores _stores;
    private readonly InMemoryUserKeys _keys = new();

    public CosmosAssetRowsTests(LocalStores stores)
    {
        _stores = stores;
        var (partition, sealer) = (new OwnerPartition(stores.Database), new ContentSealer(_keys, KpmJson.Options));
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

    [Fact]
    public async Task Given_RowsUnderAnOlderVersionOfTheKey_When_TheirWrapsAreRenewed_Then_TheyOpenWithoutItAndAreOtherwiseTheSame()
    {
        var (owner, other) = (new UserId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()));
        foreach (var person in new[] { owner, other })
            for (var number = 80; number < 83; number++) await Rows.PutAsync(person, SampleRows.Asset with { Id = SampleStates.AssetNo(number) }, default);
        await Rows.RemoveAsync(owner, SampleStates.AssetNo(82), 9, default);
        var query = new AssetListQuery(new PageRequest(1, 10), AssetOrder.CreatedTs, null, []);
        var before = (await List.PageAsync(owner, query, default)).Value;
        await _keys.AddAsync(owner, 2, default);

        (await Rows.RenewWrapsAsync(new RotatedKey(owner, 2, default), default)).Should().Be(2);

        await _keys.DropOlderAsync(owner, 2, default);
        (await Rows.RenewWrapsAsync(new RotatedKey(owner, 2, default), default)).Should().Be(0);
        (await List.PageAsync(owner, query, default)).Value.Should().BeEquivalentTo(before, options => options.WithStrictOrdering());
        (await List.PageAsync(other, query, default)).Value.Total.Should().Be(3);
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosReleaseRowsTests : ReleaseRowsContract
{
    private readonly LocalStores _stores;
    private readonly ReleaseRows _rows;
    private readonly InMemoryUserKeys _keys = new();

    public CosmosReleaseRowsTests(LocalStores stores)
    {
        _stores = stores;
        _rows = new ReleaseRows(stores.Database, new ContentSealer(_keys, KpmJson.Options));
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

    [Fact]
    public async Task Given_RowsUnderAnOlderVersionOfTheKey_When_TheirWrapsAreRenewed_Then_TheyOpenWithoutIt()
    {
        var person = new UserId(Guid.CreateVersion7());
        foreach (var role in Enum.GetValues<ReleaseRole>()) await Rows.PutAsync(person, role, SampleRows.Release, default);
        await _keys.AddAsync(person, 2, default);

        (await Rows.RenewWrapsAsync(new RotatedKey(person, 2, default), default)).Should().Be(2);

        await _keys.DropOlderAsync(person, 2, default);
        (await Rows.RenewWrapsAsync(new RotatedKey(person, 2, default), default)).Should().Be(0);
        (await List.OwnAsync(person, ReleaseFilter.Active, new PageRequest(1, 10), default)).Items.Should().ContainSingle().Which.Should().BeEquivalentTo(SampleRows.Release);
    }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosAssetQuotaTests(LocalStores stores) : AssetQuotaContract
{
    protected override IAssetQuota Quota { get; } = new AssetQuota(new OwnerPartition(stores.Database), new AssetLimits(QuotaBytes));
}
