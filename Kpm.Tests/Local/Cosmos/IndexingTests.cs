using System.Net;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>https://learn.microsoft.com/azure/cosmos-db/index-policy</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class IndexingTests(CosmosAccount account) : IAsyncLifetime
{
    private Container? _container;

    private Container Container => _container!;

    public async ValueTask InitializeAsync()
    {
        _container = await account.NewContainerAsync(properties =>
        {
            properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/n/?" });
            properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
            properties.IndexingPolicy.CompositeIndexes.Add([new CompositePath { Path = "/n" }, new CompositePath { Path = "/id" }]);
        });
        foreach (var item in new Item[] { new("a", "p", 2, "x"), new("b", "p", 1, "y"), new("c", "p", null, "z"), new("d", "q", 1, "y") }) await _container.CreateItemAsync(item, new PartitionKey(item.Pk));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("c.name")]
    [InlineData("c.inner.size")]
    [InlineData("c.n, c.name")]
    [InlineData("c.id, c.n")]
    [InlineData("c.n ASC, c.id DESC")]
    public async Task Given_OrderThatNoIndexServes_When_Queried_Then_400(string order)
    {
        (await CosmosAccount.StatusOf(() => CosmosAccount.Rows<Item>(Container, $"SELECT * FROM c ORDER BY {order}", "p"))).Should().Be(HttpStatusCode.BadRequest);
        (await CosmosAccount.StatusOf(() => CosmosAccount.Rows<Item>(Container, $"SELECT * FROM c ORDER BY {order}"))).Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("c.n, c.id", "cbda")]
    [InlineData("c.n DESC, c.id DESC", "adbc")]
    [InlineData("c.id DESC", "dcba")]
    [InlineData("c.n DESC", null)]
    public async Task Given_OrderThatAnIndexServes_When_Queried_Then_Sorted(string order, string? ids)
    {
        var rows = await CosmosAccount.Rows<string>(Container, $"SELECT VALUE c.id FROM c ORDER BY {order}");
        if (ids is not null) string.Concat(rows).Should().Be(ids);
        rows.Should().HaveCount(4).And.OnlyHaveUniqueItems();
    }

    /// <summary>https://learn.microsoft.com/azure/cosmos-db/nosql/query/order-by: a path indexed by name also sorts documents without it, a wildcard does not.</summary>
    [Fact]
    public async Task Given_DocumentWithoutTheSortProperty_When_Sorted_Then_OnlyAPathIndexedByNameReturnsIt()
    {
        (await CosmosAccount.Rows<string>(Container, "SELECT VALUE c.id FROM c ORDER BY c.n", "p")).Should().Equal("c", "b", "a");
        var wildcard = await account.NewContainerAsync();
        await wildcard.CreateItemAsync(new Item("without", "p"), new PartitionKey("p"));
        await wildcard.CreateItemAsync(new Item("with", "p", 1), new PartitionKey("p"));
        (await CosmosAccount.Rows<string>(wildcard, "SELECT VALUE c.id FROM c ORDER BY c.n", "p")).Should().Equal("with");
    }

    [Theory]
    [InlineData("SELECT * FROM c WHERE c.n <= 1", "bd", 0)]
    [InlineData("SELECT * FROM c WHERE c.n = 1 AND c.id > 'b'", "d", 0)]
    [InlineData("SELECT * FROM c WHERE c.name = 'y'", "bd", 4)]
    [InlineData("SELECT * FROM c WHERE c.n = 1 OR c.name = 'x'", "abd", 4)]
    public async Task Given_Filter_When_NoIndexServesIt_Then_ItIsCountedAsAScanPerRange(string query, string ids, int scans)
    {
        string.Concat((await CosmosAccount.Rows<Item>(Container, query)).Select(item => item.Id).Order()).Should().Be(ids);
        var counted = (await account.RequestsAsync(Container)).Single(count => count.Operation == "CrossPartitionQuery");
        counted.Count.Should().Be(4);
        counted.Scans.Should().Be(scans);
    }
}
