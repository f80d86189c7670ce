using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.History;
using Kpm.Functions.Adapters.Sealing;
using Kpm.Tests.Fakes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Adapters.Cosmos.History;

public sealed class InMemoryHistoryStoreTests : HistoryStoreContract
{
    public InMemoryHistoryStoreTests() => Store = new InMemoryHistory(Sealer);

    protected override IHistoryStore Store { get; }
}

[Collection(nameof(LocalStores))]
public sealed class CosmosHistoryStoreTests : HistoryStoreContract
{
    private readonly LocalStores _stores;

    public CosmosHistoryStoreTests(LocalStores stores)
    {
        _stores = stores;
        Store = new HistoryStore(stores.Database, Sealer);
    }

    protected override IHistoryStore Store { get; }

    [Fact]
    public async Task Given_AStep_When_Stored_Then_OnlyPersonPlaceTimeAndHashesAreClear()
    {
        var person = new UserId(Guid.CreateVersion7());
        await new HistoryBook(Store, Sealer, new FakeClock(SampleStates.Now)).AppendAsync(person, SampleHistory.Step(1), default);
        var id = HistoryEntry.IdOf(person, SampleHistory.Step(1).Cause).ToString();

        var (entry, head) = (await _stores.ReadAsync("history", id, person.ToString()), await _stores.ReadAsync("history", "head", person.ToString()));

        Members(entry).Should().BeEquivalentTo("id", "pk", "type", "schemaVersion", "sequence", "occurredTs", "hash", "sealed");
        Members(head).Should().BeEquivalentTo("id", "pk", "type", "schemaVersion", "sequence", "hash", "nextCheckAt");
        entry.GetRawText().Should().NotContainAny(SampleStates.Release(1).ToString(), SampleStates.AssetNo(1).ToString(), SampleStates.Ben.ToString(), "legacy", "declined");
    }

    [Fact]
    public async Task Given_AStoredHistory_When_Read_Then_EveryMemberIsThereItOpensAndItsChainIsIntact()
    {
        var (person, container) = (SampleStates.User(100), _stores.Database.GetContainer("history"));
        await StoredFile.PutAsync(container, "historyEntry");
        await StoredFile.PutAsync(container, "historyHead");
        var sealer = new ContentSealer(new OpeningKeys(Path.Combine(StoredFile.Folder, "openingKeys.json")), KpmJson.Options);

        var head = await Store.FindHeadAsync(person, default);
        var entry = (await Store.PageAsync(person, new PageRequest(1, 10), default)).Items.Should().ContainSingle().Subject;

        (entry.Sequence, entry.Occurred).Should().Be((1, SampleHistory.Step(1).Occurred));
        (await sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, default)).Should().BeEquivalentTo(SampleHistory.FirstContent, options => options.WithStrictOrdering());
        WalkedChain.Of(person, [entry], head).Should().Be(new WalkedChain(1, IsIntact: true));
    }

    /// <summary>What the service itself adds aside.</summary>
    private static IEnumerable<string> Members(JsonElement document) => document.EnumerateObject().Select(member => member.Name).Where(name => !name.StartsWith('_'));
}
