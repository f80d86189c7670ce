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

        (await Rows.RenewWrapsAsync(new RotatedKey(person, 2, default), default)).Should().Be(Enum.GetValues<ReleaseRole>().Length);

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

[Collection(nameof(LocalStores))]
public sealed class CosmosAssetRowRepairTests : IAsyncLifetime
{
    private readonly UserId _owner = new(Guid.CreateVersion7());
    private readonly OwnerPartition _partition;
    private readonly AssetRows _rows;
    private readonly AssetRowRepair _repair;
    private readonly AssetQuota _quota;

    public CosmosAssetRowRepairTests(LocalStores stores)
    {
        var sealer = new ContentSealer(new InMemoryUserKeys(), KpmJson.Options);
        _partition = new OwnerPartition(stores.Database);
        (_rows, _repair, _quota) = (new AssetRows(_partition, sealer), new AssetRowRepair(_partition, sealer), new AssetQuota(_partition, new AssetLimits(1_000_000)));
    }

    public async ValueTask InitializeAsync()
    {
        await _quota.GrantAsync(_owner, 500, default);
        foreach (var (number, type) in new[] { (91, "image/png"), (92, "image/png"), (93, "text/plain") })
            await _rows.PutAsync(_owner, SampleRows.Asset with { Id = SampleStates.AssetNo(number), FileType = type, SizeBytes = number }, default);
        await _rows.RemoveAsync(_owner, SampleStates.AssetNo(94), 9, default);
        await _quota.ReserveAsync(_owner, SampleStates.AssetNo(95), 95, SampleStates.Now, default);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_WrongNumbers_When_CountedAnew_Then_TheyAreThoseThatTheRowsKept()
    {
        var (right, etag) = await _partition.FindCountersAsync(_owner.ToString(), default);
        await _repair.RecountAsync(_owner, default);
        (await _partition.FindCountersAsync(_owner.ToString(), default)).ETag.Should().Be(etag, "nothing was wrong");
        (await _partition.ReplaceCountersAsync(right!.Counted([new CountedRow(AssetRowState.Active, "audio/aac", 5)]), etag!, default)).Should().BeTrue();

        await _repair.RecountAsync(_owner, default);

        (await _partition.FindCountersAsync(_owner.ToString(), default)).Counters.Should().BeEquivalentTo(right, options => options.Excluding(counters => counters.Kinds));
        (await UsageAsync()).Should().BeEquivalentTo(right!.Usage(0)).And.Match<AssetUsage>(usage => usage.UsedBytes == 91 + 92 + 93 + 95 && usage.QuotaBytes == 500 && usage.Kinds["image"].Count == 2);
    }

    [Fact]
    public async Task Given_NobodysNumbers_When_CountedAnew_Then_NoneAreMade()
    {
        var nobody = new UserId(Guid.CreateVersion7());

        await _repair.RecountAsync(nobody, default);

        (await _partition.FindCountersAsync(nobody.ToString(), default)).Counters.Should().BeNull();
    }

    /// <summary>Who read the sums before a row changed does not write them.</summary>
    [Fact]
    public async Task Given_ARowThatChangesWhileItIsCounted_When_TheNumbersAreStored_Then_TheyAreRefused()
    {
        var (read, etag) = await _partition.FindCountersAsync(_owner.ToString(), default);
        await _quota.ReserveAsync(_owner, SampleStates.AssetNo(96), 1, SampleStates.Now, default);

        (await _partition.ReplaceCountersAsync(read!, etag!, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Given_ARowOfTheSameVersion_When_Mended_Then_ItIsReplaced_ButNotANewerOne()
    {
        var wrong = SampleRows.Asset with { Id = SampleStates.AssetNo(91), SizeBytes = 7 };

        await _repair.PutAsync(_owner, wrong with { Version = SampleRows.Asset.Version - 1 }, default);
        (await UsageAsync()).UsedBytes.Should().Be(91 + 92 + 93 + 95);
        await _repair.PutAsync(_owner, wrong, default);
        (await UsageAsync()).UsedBytes.Should().Be(7 + 92 + 93 + 95);
    }

    [Fact]
    public async Task Given_RowsOfAllKinds_When_LookedForAndRemoved_Then_ReservationsAndWhatIsGoneStayAsTheyAre()
    {
        (await _repair.FindAsync(_owner, default)).Should().BeEquivalentTo([SampleStates.AssetNo(91), SampleStates.AssetNo(92), SampleStates.AssetNo(93)]);

        await _repair.RemoveAsync(_owner, SampleStates.AssetNo(91), SampleRows.Asset.Version - 1, default);
        await _repair.RemoveAsync(_owner, SampleStates.AssetNo(92), SampleRows.Asset.Version, default);
        await _repair.RemoveAsync(_owner, SampleStates.AssetNo(93), null, default);
        await _repair.RemoveAsync(_owner, SampleStates.AssetNo(99), null, default);

        (await _repair.FindAsync(_owner, default)).Should().Equal(SampleStates.AssetNo(91));
        (await UsageAsync()).UsedBytes.Should().Be(91 + 95);
    }

    private async Task<AssetUsage> UsageAsync() => (await _partition.FindCountersAsync(_owner.ToString(), default)).Counters!.Usage(0);
}
