using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.Assets;
using Kpm.Functions.Adapters.Sealing;

namespace Kpm.Tests.Functions.Adapters.Cosmos;

/// <summary>Rows of lists, and what they come to, as they were once stored, as in <see cref="StoredDocumentTests"/>.</summary>
[Collection(nameof(LocalStores))]
public sealed class StoredRowTests(LocalStores stores)
{
    private static readonly UserId Person = SampleStates.User(100);
    private static readonly PageRequest All = new(1, PageRequest.MaximumSize);
    private readonly ContentSealer _sealer = new(new OpeningKeys(Path.Combine(StoredFile.Folder, "openingKeys.json")), KpmJson.Options);

    [Fact]
    public async Task Given_AStoredKeepRow_When_Listed_Then_EveryMemberIsThere()
    {
        await PutAsync("keepsByParty", "keepRow");

        var page = await new KeepRows(stores.Database).ListAsync(Person, Lifecycle.Active, KeepOrder.ModifiedTs, All, default);

        page.Items.Should().ContainSingle().Which.Should().Be(SampleRows.FirstKeep);
    }

    [Fact]
    public async Task Given_StoredRowsOfTheDirectory_When_Listed_Then_EveryMemberIsThere()
    {
        await PutAsync("directory", "keepOfDirectory");
        await PutAsync("directory", "userOfDirectory");

        var keeps = await new KeepDirectory(stores.Database).ListAsync(KeepOrder.State, All, default);
        var users = await new UserDirectory(stores.Database).ListAsync(All, default);

        keeps.Items.Should().ContainSingle().Which.Should().Be(SampleRows.Keep with { Requester = Bare(SampleStates.Anna), Requested = Bare(SampleStates.Ben), Name = null });
        users.Items.Should().ContainSingle().Which.Should().BeEquivalentTo(SampleRows.User, options => options.WithStrictOrdering());

        static KeepProfile Bare(UserId person) => new(person, null, null, null);
    }

    [Fact]
    public async Task Given_AStoredAssetRow_When_Listed_Then_EveryMemberIsThereAndItOpens()
    {
        await PutAsync("assetsByOwner", "assetRow");

        var list = new AssetList(new OwnerPartition(stores.Database), _sealer);
        var page = (await list.PageAsync(Person, new AssetListQuery(All, AssetOrder.CreatedTs, Bookmarked: true, ["image/jpeg"]), default)).Value;

        page.Items.Should().ContainSingle().Which.Should().BeEquivalentTo(SampleRows.FirstAsset, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_AStoredReleaseRow_When_Listed_Then_EveryMemberIsThereAndItOpens()
    {
        await PutAsync("releasesByPerson", "releaseRow");

        var page = await new ReleaseRows(stores.Database, _sealer).OwnAsync(Person, ReleaseFilter.Active, All, default);

        page.Items.Should().ContainSingle().Which.Should().BeEquivalentTo(SampleRows.Release, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Given_StoredCounters_When_MoreIsReserved_Then_TheirBytesCount()
    {
        await PutAsync("assetsByOwner", "counters");
        var quota = new AssetQuota(new OwnerPartition(stores.Database), new AssetLimits(5_000_000_000));

        var tooMuch = await quota.ReserveAsync(SampleStates.User(101), SampleStates.AssetNo(1), 11, SampleStates.Now, default);
        var toTheLastByte = await quota.ReserveAsync(SampleStates.User(101), SampleStates.AssetNo(2), 10, SampleStates.Now, default);

        (tooMuch.IsFailure, toTheLastByte.IsFailure).Should().Be((true, false));
    }

    private Task PutAsync(string container, string file) => StoredFile.PutAsync(stores.Database.GetContainer(container), file);
}
