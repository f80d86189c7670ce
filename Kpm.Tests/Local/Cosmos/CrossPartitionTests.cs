using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>Routing and queries over all partitions. https://learn.microsoft.com/azure/cosmos-db/nosql/how-to-query-container</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class CrossPartitionTests(CosmosAccount account) : IAsyncLifetime
{
    private const int Keys = 20, PerKey = 3;
    private Container? _container;

    private Container Container => _container!;

    public async ValueTask InitializeAsync()
    {
        _container = await account.NewContainerAsync(properties => properties.IndexingPolicy.CompositeIndexes.Add(
            [new CompositePath { Path = "/name", Order = CompositePathSortOrder.Ascending }, new CompositePath { Path = "/n", Order = CompositePathSortOrder.Descending }]));
        foreach (var n in Enumerable.Range(0, Keys * PerKey))
        {
            var key = $"key-{n % Keys}";
            await _container.CreateItemAsync(new Item($"i{n}", key, n, n % 2 == 0 ? "even" : "odd"), new PartitionKey(key));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_FourRanges_When_EachIsQueried_Then_TheyShareTheKeysWithoutOverlap()
    {
        var ranges = await Container.GetFeedRangesAsync();
        ranges.Should().HaveCount(4);
        var held = new List<HashSet<string>>();
        foreach (var range in ranges)
        {
            using var pages = Container.GetItemQueryIterator<string>(range, new QueryDefinition("SELECT VALUE c.pk FROM c"));
            var keys = new HashSet<string>();
            while (pages.HasMoreResults) keys.UnionWith(await pages.ReadNextAsync());
            held.Add(keys);
        }

        held.Should().OnlyContain(keys => keys.Count > 0);
        held.SelectMany(keys => keys).Should().OnlyHaveUniqueItems().And.HaveCount(Keys);
    }

    [Fact]
    public async Task Given_ManyKeys_When_ReadByTheClientsOwnRouting_Then_EveryItemIsInTheRangeItAsks()
    {
        var wanted = Enumerable.Range(0, Keys * PerKey).Select(n => ($"i{n}", new PartitionKey($"key-{n % Keys}"))).ToList();
        (await Container.ReadManyItemsAsync<Item>(wanted)).Count.Should().Be(Keys * PerKey);
    }

    public static TheoryData<JsonElement> PartitionKeys => new(new object?[] { "text", "", "ñ日本", new string('k', 300), 0, 1.5, -7, 1e100, true, false, null }.Select(key => JsonSerializer.SerializeToElement(key)).ToArray());

    [Theory]
    [MemberData(nameof(PartitionKeys), DisableDiscoveryEnumeration = true)]
    public async Task Given_PartitionKeyOfAnyType_When_ReadByTheClientsRouting_Then_TheItemIsFound(JsonElement value)
    {
        var key = value.ValueKind switch
        {
            JsonValueKind.String => new PartitionKey(value.GetString()),
            JsonValueKind.Number => new PartitionKey(value.GetDouble()),
            JsonValueKind.Null => PartitionKey.Null,
            _ => new PartitionKey(value.GetBoolean()),
        };
        var id = CosmosAccount.NewKey();
        await Container.CreateItemAsync(new Dictionary<string, object?> { ["id"] = id, ["pk"] = value }, key);
        // Two items of one key make the client ask the range that it computes itself.
        await Container.CreateItemAsync(new Dictionary<string, object?> { ["id"] = id + "-2", ["pk"] = value }, key);
        (await Container.ReadManyItemsAsync<JsonElement>([(id, key), (id + "-2", key)])).Count.Should().Be(2);
    }

    [Fact]
    public async Task Given_AllPartitions_When_Queried_Then_EveryItemComesOnce()
    {
        foreach (var pageSize in new[] { 1, 7, 1000 })
        {
            var ids = await CosmosAccount.Rows<string>(Container, "SELECT VALUE c.id FROM c", pageSize: pageSize);
            ids.Should().OnlyHaveUniqueItems().And.HaveCount(Keys * PerKey, $"pages of {pageSize}");
        }
    }

    [Theory]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n", 0, 60, 1)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n DESC", 59, 60, -1)]
    [InlineData("SELECT VALUE c.n FROM c WHERE c.n >= 10 AND c.n < 30 ORDER BY c.n", 10, 20, 1)]
    [InlineData("SELECT TOP 5 VALUE c.n FROM c ORDER BY c.n", 0, 5, 1)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 7 LIMIT 9", 7, 9, 1)]
    public async Task Given_OrderOverAllPartitions_When_Queried_Then_OneSortedStream(string query, int first, int count, int step)
    {
        foreach (var pageSize in new[] { 1, 4, 1000 })
        {
            var rows = await CosmosAccount.Rows<int>(Container, query, pageSize: pageSize);
            rows.Should().Equal(Enumerable.Range(0, count).Select(i => first + (i * step)), $"pages of {pageSize}");
        }
    }

    [Theory]
    [InlineData("SELECT * FROM c ORDER BY c.n")]
    [InlineData("SELECT * FROM c ORDER BY c.n DESC")]
    [InlineData("SELECT * FROM c ORDER BY c.name ASC, c.n DESC")]
    [InlineData("SELECT * FROM c ORDER BY c.name DESC, c.n ASC")]
    [InlineData("SELECT c.id, c.n, c.pk FROM c ORDER BY c.name")]
    [InlineData("SELECT * FROM c WHERE c.n > 3")]
    public async Task Given_ContinuationToken_When_ResumedAfterEveryPage_Then_TheWholeStreamAsInOneGo(string query)
    {
        var whole = await CosmosAccount.Rows<Item>(Container, query);
        var resumed = new List<Item>();
        string? token = null;
        do
        {
            using var pages = Container.GetItemQueryIterator<Item>(query, token, new QueryRequestOptions { MaxItemCount = 7 });
            var page = await pages.ReadNextAsync();
            resumed.AddRange(page);
            token = page.ContinuationToken;
        }
        while (token is not null);
        resumed.Select(item => item.Id).Should().Equal(whole.Select(item => item.Id)).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Given_TwoSortKeys_When_Queried_Then_TheSecondOrdersWithinTheFirst()
    {
        var rows = await CosmosAccount.Rows<Item>(Container, "SELECT * FROM c ORDER BY c.name ASC, c.n DESC", pageSize: 9);
        rows.Select(item => item.N).Should().Equal(Enumerable.Range(0, 30).Select(i => (int?)(58 - (2 * i))).Concat(Enumerable.Range(0, 30).Select(i => (int?)(59 - (2 * i)))));
    }

    [Fact]
    public async Task Given_Count_When_QueriedOverAllPartitions_Then_TheSum() =>
        (await CosmosAccount.Rows<int>(Container, "SELECT VALUE COUNT(1) FROM c WHERE c.name = 'even'")).Should().Equal(Keys * PerKey / 2);

    [Theory]
    [InlineData("SELECT TOP 11 VALUE c.id FROM c", 11)]
    [InlineData("SELECT VALUE c.id FROM c OFFSET 50 LIMIT 100", 10)]
    [InlineData("SELECT c.id, c.n AS number FROM c WHERE c.n < 8 OFFSET 2 LIMIT 4", 4)]
    public async Task Given_TopOrOffsetWithoutOrder_When_QueriedOverAllPartitions_Then_ThatManyRows(string query, int expected) =>
        (await CosmosAccount.Rows<JsonElement>(Container, query, pageSize: 3)).Should().HaveCount(expected);
}
