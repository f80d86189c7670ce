using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>https://learn.microsoft.com/azure/cosmos-db/partial-document-update</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class PatchTests(CosmosAccount account)
{
    private readonly string _key = CosmosAccount.NewKey();

    private PartitionKey Key => new(_key);

    [Fact]
    public async Task Given_EachOperation_When_Patched_Then_TheDocumentChangesInOrder()
    {
        await CreateAsync();
        var patched = await account.Items.PatchItemAsync<JsonElement>("a", Key,
        [
            PatchOperation.Add("/inner/extra", "x"), PatchOperation.Set("/name", "set"), PatchOperation.Replace("/inner/colour", "red"),
            PatchOperation.Remove("/ttl"), PatchOperation.Increment("/n", 2.5), PatchOperation.Increment("/fresh", 7), PatchOperation.Move("/inner/size", "/size"),
        ]);
        var document = patched.Resource;
        document.GetProperty("inner").ToString().Should().Be("""{"colour":"red","extra":"x"}""");
        document.GetProperty("name").GetString().Should().Be("set");
        document.TryGetProperty("ttl", out _).Should().BeFalse();
        document.GetProperty("n").GetDouble().Should().Be(7.5);
        document.GetProperty("fresh").GetInt32().Should().Be(7);
        document.GetProperty("size").GetInt32().Should().Be(3);
        (await account.Items.ReadItemAsync<JsonElement>("a", Key)).ETag.Should().Be(patched.ETag);
    }

    [Fact]
    public async Task Given_Array_When_PatchedByIndex_Then_AddInsertsSetReplacesRemoveCloses()
    {
        await CreateAsync();
        var patched = await account.Items.PatchItemAsync<Item>("a", Key,
            [PatchOperation.Add("/tags/0", "first"), PatchOperation.Add("/tags/-", "last"), PatchOperation.Set("/tags/1", "one"), PatchOperation.Remove("/tags/2")]);
        patched.Resource.Tags.Should().Equal("first", "one", "last");
    }

    public static TheoryData<string, PatchOperation> Impossible => new()
    {
        { "parent missing", PatchOperation.Add("/none/x", 1) },
        { "remove missing", PatchOperation.Remove("/none") },
        { "replace missing", PatchOperation.Replace("/none", 1) },
        { "index beyond the end", PatchOperation.Add("/tags/9", "x") },
        { "set beyond the end", PatchOperation.Set("/tags/2", "x") },
        { "increment of text", PatchOperation.Increment("/name", 1) },
        { "move from nowhere", PatchOperation.Move("/none", "/x") },
        { "move into itself", PatchOperation.Move("/inner", "/inner/x") },
        { "id", PatchOperation.Set("/id", "b") },
        { "partition key", PatchOperation.Set("/pk", "b") },
        { "system property", PatchOperation.Set("/_ts", 1) },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task Given_ImpossibleOperation_When_Patched_Then_400AndNothingChanges(string why, PatchOperation operation)
    {
        var created = await CreateAsync();
        var status = await CosmosAccount.StatusOf(() => account.Items.PatchItemAsync<Item>("a", Key, [PatchOperation.Set("/name", "changed"), operation]));
        status.Should().Be(HttpStatusCode.BadRequest, why);
        (await account.Items.ReadItemAsync<Item>("a", Key)).ETag.Should().Be(created);
    }

    [Theory]
    [InlineData("FROM c WHERE c.n = 5 AND c.inner.colour = 'blue'", HttpStatusCode.OK)]
    [InlineData("FROM c WHERE NOT IS_DEFINED(c.none)", HttpStatusCode.OK)]
    [InlineData("FROM c WHERE c.n > 5", HttpStatusCode.PreconditionFailed)]
    [InlineData("FROM c WHERE c.none = 5", HttpStatusCode.PreconditionFailed)]
    [InlineData("WHERE c.n = 5", HttpStatusCode.BadRequest)]
    [InlineData("FROM c WHERE EXISTS(SELECT VALUE t FROM t IN c.tags)", HttpStatusCode.BadRequest)]
    public async Task Given_Condition_When_Patched_Then_ItDecides(string condition, HttpStatusCode expected)
    {
        await CreateAsync();
        var status = await CosmosAccount.StatusOf(() => account.Items.PatchItemAsync<Item>(
            "a", Key, [PatchOperation.Set("/name", "changed")], new PatchItemRequestOptions { FilterPredicate = condition }));
        status.Should().Be(expected);
        (await account.Items.ReadItemAsync<Item>("a", Key)).Resource.Name.Should().Be(expected == HttpStatusCode.OK ? "changed" : "before");
    }

    private async Task<string> CreateAsync() =>
        (await account.Items.CreateItemAsync(new Item("a", _key, 5, "before", ["t0", "t1"], 3600, new Inner("blue", 3)), Key)).ETag;
}
