using System.Net;
using Kpm.Local.Hosting;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>https://learn.microsoft.com/rest/api/cosmos-db/collections</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class MetadataTests(CosmosAccount account)
{
    [Fact]
    public async Task Given_Topology_When_Started_Then_ItsContainersAreThereWithKeyTtlAndIndexes()
    {
        var topology = Topology.Read(LocalPart.TopologyPath);
        var expected = topology.Containers.Select(container => (topology.Database, container)).Concat(topology.KeysContainers.Select(container => (topology.KeysDatabase, container)));
        foreach (var (database, container) in expected)
        {
            var found = (await account.Client.GetContainer(database, container.Name).ReadContainerAsync()).Resource;
            found.PartitionKeyPath.Should().Be(topology.PartitionKeyPath);
            found.DefaultTimeToLive.Should().Be(container.DefaultTtlSeconds);
            found.IndexingPolicy.IncludedPaths.Select(path => path.Path).Should().Equal(container.IndexedPaths);
            found.IndexingPolicy.ExcludedPaths.Select(path => path.Path).Should().Equal("/*");
            found.IndexingPolicy.CompositeIndexes.Select(index => index.Select(path => path.Path)).Should().BeEquivalentTo(container.CompositeIndexes ?? []);
        }
    }

    [Fact]
    public async Task Given_DatabaseAndContainer_When_CreatedAgain_Then_409AndIfNotExistsIsFine()
    {
        var name = CosmosAccount.NewKey();
        var database = (await account.Client.CreateDatabaseIfNotExistsAsync(name)).Database;
        (await account.Client.CreateDatabaseIfNotExistsAsync(name)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await CosmosAccount.StatusOf(() => account.Client.CreateDatabaseAsync(name))).Should().Be(HttpStatusCode.Conflict);
        (await database.CreateContainerIfNotExistsAsync("c", "/pk")).StatusCode.Should().Be(HttpStatusCode.Created);
        (await database.CreateContainerIfNotExistsAsync("c", "/pk")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await CosmosAccount.StatusOf(() => database.CreateContainerAsync("c", "/pk"))).Should().Be(HttpStatusCode.Conflict);
        await database.DeleteAsync();
        (await CosmosAccount.StatusOf(() => database.ReadAsync())).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Given_ContainerWithItems_When_DeletedAndCreatedAgain_Then_ItIsEmpty()
    {
        var container = await account.NewContainerAsync();
        await container.CreateItemAsync(new Item("a", "p"), new PartitionKey("p"));
        await container.DeleteContainerAsync();
        await account.Database.CreateContainerAsync(container.Id, "/pk");
        // A client that knew the old container keeps its resource id for a while.
        using var fresh = CosmosAccount.Connect(account.Part.Port);
        (await CosmosAccount.Rows<Item>(fresh.GetContainer("tests", container.Id), "SELECT * FROM c")).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_FeatureThatIsNotHere_When_AskedFor_Then_400()
    {
        (await CosmosAccount.StatusOf(() => account.Database.CreateContainerAsync(new ContainerProperties("h", ["/a", "/b"])))).Should().Be(HttpStatusCode.BadRequest);
        var unique = new ContainerProperties("u", "/pk");
        var key = new UniqueKey();
        key.Paths.Add("/name");
        unique.UniqueKeyPolicy.UniqueKeys.Add(key);
        (await CosmosAccount.StatusOf(() => account.Database.CreateContainerAsync(unique))).Should().Be(HttpStatusCode.BadRequest);
        using var feed = account.Items.GetChangeFeedIterator<Item>(ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion);
        (await CosmosAccount.StatusOf(() => feed.ReadNextAsync())).Should().Be(HttpStatusCode.BadRequest);
    }
}
