using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Linq;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>Queries on one partition. https://learn.microsoft.com/azure/cosmos-db/nosql/query/select</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class QueryTests(CosmosAccount account) : IAsyncLifetime
{
    private readonly string _key = CosmosAccount.NewKey();

    // Ids say what the items are: n = 1..4, m misses n, z has a null name and nests nothing.
    public async ValueTask InitializeAsync()
    {
        Item[] items =
        [
            new("1", _key, 1, "Ada", ["x", "y"], null, new Inner("red", 1)),
            new("2", _key, 2, "ada", ["y"], null, new Inner("blue", 2)),
            new("3", _key, 3, "Bob_b", [], null, new Inner("red", 3)),
            new("4", _key, 4, "50%"),
            new("m", _key, null, "Zoë"),
        ];
        foreach (var item in items) await account.Items.CreateItemAsync(item, new PartitionKey(_key));
        await account.Items.CreateItemAsync(new Dictionary<string, object?> { ["id"] = "z", ["pk"] = _key, ["n"] = "5", ["name"] = null, ["on"] = true }, new PartitionKey(_key));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("c.n = 2", "2")]
    [InlineData("2 = c.n", "2")]
    [InlineData("c.n != 2", "134z")]
    [InlineData("c.n <> 2 AND c.n < 4", "13")]
    [InlineData("NOT (c.n < 3)", "34")]
    [InlineData("c.n > -1 AND c.n <= 2", "12")]
    [InlineData("c.n > '4'", "z")]
    [InlineData("c.n IN (1, 4, '5')", "14z")]
    [InlineData("c.n NOT IN (1, 4)", "23z")]
    [InlineData("c.n BETWEEN 2 AND 3", "23")]
    [InlineData("c.n NOT BETWEEN 2 AND 3", "14")]
    [InlineData("c.n = 1 OR c.name = 'Zoë'", "1m")]
    [InlineData("c.n = 1 OR c.none = 1", "1")]
    [InlineData("c.name LIKE 'A%'", "1")]
    [InlineData("c.name LIKE '%da'", "12")]
    [InlineData("c.name LIKE '_da'", "12")]
    [InlineData("c.name LIKE '50!%' ESCAPE '!'", "4")]
    [InlineData("c.name LIKE '[^A-Z]da'", "2")]
    [InlineData("c.name LIKE '$%'", "")]
    [InlineData("c.name NOT LIKE '%a%'", "34m")]
    [InlineData("IS_DEFINED(c.inner.colour)", "123")]
    [InlineData("NOT IS_DEFINED(c.n)", "m")]
    [InlineData("IS_NULL(c.name)", "z")]
    [InlineData("c.name = null", "z")]
    [InlineData("c.name != null", "1234m")]
    [InlineData("c.on", "z")]
    [InlineData("c.on = true", "z")]
    [InlineData("c.name", "")]
    [InlineData("ARRAY_CONTAINS(c.tags, 'y')", "12")]
    [InlineData("NOT ARRAY_CONTAINS(c.tags, 'y')", "3")]
    [InlineData("ARRAY_CONTAINS(@list, c.id)", "34")]
    [InlineData("ARRAY_LENGTH(c.tags) = 0", "3")]
    [InlineData("ARRAY_LENGTH(c.tags) > 1", "1")]
    [InlineData("CONTAINS(c.name, 'd')", "12")]
    [InlineData("CONTAINS(c.name, 'A', true)", "12")]
    [InlineData("STARTSWITH(c.name, 'a')", "2")]
    [InlineData("STARTSWITH(c.name, 'a', true)", "12")]
    [InlineData("ENDSWITH(c.name, 'b')", "3")]
    [InlineData("LOWER(c.name) = 'zoë'", "m")]
    [InlineData("UPPER(c.name) = 'ZOË'", "m")]
    [InlineData("(c.n ?? 0) = 0", "m")]
    [InlineData("c.inner.colour = 'red' AND c.inner[\"size\"] > 1", "3")]
    [InlineData("c.tags[0] = 'y'", "2")]
    [InlineData("c.tags = @list", "")]
    [InlineData("c.name = 'it''s' OR c.name = \"Ada\"", null)]
    [InlineData("c.name = 'A\\u0064a'", "1")]
    [InlineData("c.n = @two", "2")]
    public async Task Given_Filter_When_Queried_Then_ExactlyTheMatchingItems(string filter, string? ids)
    {
        var query = new QueryDefinition($"SELECT VALUE c.id FROM c WHERE {filter}").WithParameter("@list", new[] { "3", "4" }).WithParameter("@two", 2);
        if (ids is null)
        {
            (await CosmosAccount.StatusOf(() => CosmosAccount.Rows<string>(account.Items, query, _key))).Should().Be(HttpStatusCode.BadRequest);
            return;
        }

        string.Concat(await CosmosAccount.Rows<string>(account.Items, query, _key)).Should().Be(ids);
    }

    [Theory]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.n", "1,2,3,4,z")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.n DESC", "z,4,3,2,1")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.name", "z,4,1,3,m,2")]
    [InlineData("SELECT TOP 2 VALUE c.id FROM c ORDER BY c.id DESC", "z,m")]
    [InlineData("SELECT VALUE c.id FROM c ORDER BY c.id OFFSET 1 LIMIT 3", "2,3,4")]
    [InlineData("SELECT VALUE c.id FROM c OFFSET 4 LIMIT 10", "m,z")]
    [InlineData("SELECT TOP 0 VALUE c.id FROM c", "")]
    [InlineData("SELECT VALUE UPPER(c.name) FROM c WHERE c.n <= 2", "ADA,ADA")]
    public async Task Given_Order_When_QueriedInPagesOfAnySize_Then_TheRowsComeInThatOrder(string query, string expected)
    {
        foreach (var pageSize in new[] { 1, 2, 100 })
        {
            var rows = await CosmosAccount.Rows<string>(account.Items, query, _key, pageSize);
            string.Join(',', rows).Should().Be(expected, $"pages of {pageSize}");
        }
    }

    [Fact]
    public async Task Given_Projection_When_Queried_Then_UndefinedPartsAreLeftOut()
    {
        var rows = await CosmosAccount.Rows<System.Text.Json.JsonElement>(account.Items, "SELECT c.id, c.inner.colour AS hue, LOWER(c.name) FROM c WHERE c.n >= 3", _key);
        rows.Select(row => row.ToString()).Should().Equal("""{"id":"3","hue":"red","$3":"bob_b"}""", """{"id":"4","$3":"50%"}""");
    }

    [Fact]
    public async Task Given_Count_When_Queried_Then_TheNumberOfMatches()
    {
        (await CosmosAccount.Rows<int>(account.Items, "SELECT VALUE COUNT(1) FROM c WHERE IS_DEFINED(c.n)", _key)).Should().Equal(5);
        (await CosmosAccount.Rows<int>(account.Items, "SELECT VALUE COUNT(1) FROM c WHERE c.n = 99", _key)).Should().Equal(0);
    }

    [Fact]
    public async Task Given_LinqQuery_When_Run_Then_ItsSqlIsUnderstood()
    {
        var options = new QueryRequestOptions { PartitionKey = new PartitionKey(_key) };
        using var pages = account.Items.GetItemLinqQueryable<Item>(requestOptions: options)
            .Where(item => item.N > 1 && item.Name != "50%").OrderByDescending(item => item.N).Select(item => item.Id).ToFeedIterator();
        (await pages.ReadNextAsync()).Should().Equal("3", "2");
    }

    [Fact]
    public async Task Given_DeletedRows_When_APageContinues_Then_NoRowIsSkippedOrRepeated()
    {
        using var pages = account.Items.GetItemQueryIterator<string>("SELECT VALUE c.id FROM c", requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKey(_key), MaxItemCount = 2 });
        var first = await pages.ReadNextAsync();
        await account.Items.DeleteItemAsync<Item>("1", new PartitionKey(_key));
        using var resumed = account.Items.GetItemQueryIterator<string>("SELECT VALUE c.id FROM c", first.ContinuationToken, new QueryRequestOptions { PartitionKey = new PartitionKey(_key) });
        first.Should().Equal("1", "2");
        (await resumed.ReadNextAsync()).Should().Equal("3", "4", "m", "z");
    }

    [Theory]
    [InlineData("SELEC * FORM c")]
    [InlineData("SELECT * FROM c WHERE")]
    [InlineData("SELECT * FROM c WHERE c.n ==== 1")]
    [InlineData("SELECT * FROM c JOIN t IN c.tags")]
    [InlineData("SELECT VALUE t FROM t IN c.tags")]
    [InlineData("SELECT c.n FROM c GROUP BY c.n")]
    [InlineData("SELECT DISTINCT c.n FROM c")]
    [InlineData("SELECT VALUE SUM(c.n) FROM c")]
    [InlineData("SELECT COUNT(1) AS n FROM c")]
    [InlineData("SELECT VALUE (SELECT VALUE 1) FROM c")]
    [InlineData("SELECT * FROM c WHERE EXISTS(SELECT VALUE t FROM t IN c.tags)")]
    [InlineData("SELECT * FROM c WHERE ST_WITHIN(c.a, c.b)")]
    [InlineData("SELECT * FROM c WHERE c.n + 1 = 2")]
    [InlineData("SELECT * FROM c WHERE other.n = 1")]
    [InlineData("SELECT * FROM c WHERE c.n = @missing")]
    [InlineData("SELECT * FROM c ORDER BY LOWER(c.name)")]
    [InlineData("SELECT * FROM c WHERE c.name = 'open")]
    [InlineData("SELECT TOP 1 * FROM c OFFSET 1 LIMIT 1")]
    public async Task Given_QueryOutsideTheSubset_When_Run_Then_400(string query)
    {
        (await CosmosAccount.StatusOf(() => CosmosAccount.Rows<System.Text.Json.JsonElement>(account.Items, query, _key))).Should().Be(HttpStatusCode.BadRequest);
        (await CosmosAccount.StatusOf(() => CosmosAccount.Rows<System.Text.Json.JsonElement>(account.Items, query))).Should().Be(HttpStatusCode.BadRequest);
    }
}
