using System.Net;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class BatchTests(CosmosAccount account)
{
    private const HttpStatusCode FailedDependency = (HttpStatusCode)424;
    private readonly string _key = CosmosAccount.NewKey();

    private PartitionKey Key => new(_key);

    [Fact]
    public async Task Given_AllKindsOfOperations_When_Executed_Then_EachAnswersAndAllAreStored()
    {
        foreach (var id in new[] { "read", "replaced", "patched", "deleted" }) await account.Items.CreateItemAsync(new Item(id, _key, 1), Key);
        using var done = await account.Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("created", _key, 10)).ReadItem("read").ReplaceItem("replaced", new Item("replaced", _key, 20))
            .UpsertItem(new Item("upserted", _key, 30)).PatchItem("patched", [PatchOperation.Increment("/n", 40)]).DeleteItem("deleted").ExecuteAsync();
        done.StatusCode.Should().Be(HttpStatusCode.OK);
        done.Select(result => (int)result.StatusCode).Should().Equal(201, 200, 200, 201, 200, 204);
        done.GetOperationResultAtIndex<Item>(1).Resource.N.Should().Be(1);
        done[0].ETag.Should().NotBeNullOrEmpty();
        (await CosmosAccount.Rows<Item>(account.Items, "SELECT * FROM c ORDER BY c.id", _key)).Select(item => (item.Id, item.N))
            .Should().Equal(("created", 10), ("patched", 41), ("read", 1), ("replaced", 20), ("upserted", 30));
    }

    [Fact]
    public async Task Given_OneRefusedOperation_When_Executed_Then_NothingIsStoredAndTheOthersAre424()
    {
        await account.Items.CreateItemAsync(new Item("taken", _key), Key);
        using var refused = await account.Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("first", _key)).CreateItem(new Item("taken", _key)).CreateItem(new Item("last", _key)).ExecuteAsync();
        refused.StatusCode.Should().Be(HttpStatusCode.Conflict);
        refused.Select(result => result.StatusCode).Should().Equal(FailedDependency, HttpStatusCode.Conflict, FailedDependency);
        (await CosmosAccount.Rows<string>(account.Items, "SELECT VALUE c.id FROM c", _key)).Should().Equal("taken");
    }

    [Fact]
    public async Task Given_StaleETagInAnItem_When_Executed_Then_412AndNothingIsStored()
    {
        var created = await account.Items.CreateItemAsync(new Item("a", _key, 1), Key);
        TransactionalBatch Guarded(string etag) => account.Items.CreateTransactionalBatch(Key)
            .CreateItem(new Item("b", _key)).ReplaceItem("a", new Item("a", _key, 2), new TransactionalBatchItemRequestOptions { IfMatchEtag = etag });
        using var refused = await Guarded("\"stale\"").ExecuteAsync();
        refused.Select(result => result.StatusCode).Should().Equal(FailedDependency, HttpStatusCode.PreconditionFailed);
        (await CosmosAccount.StatusOf(() => account.Items.ReadItemAsync<Item>("b", Key))).Should().Be(HttpStatusCode.NotFound);
        using var accepted = await Guarded(created.ETag).ExecuteAsync();
        accepted.IsSuccessStatusCode.Should().BeTrue();
    }

    [Fact]
    public async Task Given_ItemOfAnotherPartition_When_Executed_Then_400()
    {
        using var refused = await account.Items.CreateTransactionalBatch(Key).CreateItem(new Item("a", "other")).ExecuteAsync();
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Given_ConditionalPatch_When_TheConditionFails_Then_412AndNothingIsStored()
    {
        await account.Items.CreateItemAsync(new Item("a", _key, 1), Key);
        using var refused = await account.Items.CreateTransactionalBatch(Key).CreateItem(new Item("b", _key))
            .PatchItem("a", [PatchOperation.Set("/n", 2)], new TransactionalBatchPatchItemRequestOptions { FilterPredicate = "FROM c WHERE c.n > 5" }).ExecuteAsync();
        refused.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        (await CosmosAccount.Rows<int>(account.Items, "SELECT VALUE c.n FROM c", _key)).Should().Equal(1);
    }
}
