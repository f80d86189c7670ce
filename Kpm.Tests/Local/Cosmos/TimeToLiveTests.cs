using System.Net;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>https://learn.microsoft.com/azure/cosmos-db/nosql/time-to-live</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class TimeToLiveTests(CosmosAccount account)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly PartitionKey Key = new("p");

    [Theory]
    [InlineData(1, null, true)]
    [InlineData(-1, 1, true)]
    [InlineData(3600, 1, true)]
    [InlineData(-1, null, false)]
    [InlineData(1, -1, false)]
    [InlineData(1, 3600, false)]
    [InlineData(null, 1, false)]
    public async Task Given_ContainerAndItemTtl_When_ItHasRunOut_Then_TheItemVanishesFromReadsAndQueries(int? containerTtl, int? itemTtl, bool expires)
    {
        var container = await account.NewContainerAsync(properties => properties.DefaultTimeToLive = containerTtl);
        var witness = await account.NewContainerAsync(properties => properties.DefaultTimeToLive = 1);
        await container.CreateItemAsync(new Item("a", "p", Ttl: itemTtl), Key);
        await witness.CreateItemAsync(new Item("w", "p"), Key);
        await GoneAsync(witness, "w");
        if (!expires)
        {
            (await container.ReadItemAsync<Item>("a", Key)).StatusCode.Should().Be(HttpStatusCode.OK);
            return;
        }

        await GoneAsync(container, "a");
        (await CosmosAccount.Rows<Item>(container, "SELECT * FROM c", "p")).Should().BeEmpty();
        (await CosmosAccount.StatusOf(() => container.ReplaceItemAsync(new Item("a", "p"), "a", Key))).Should().Be(HttpStatusCode.NotFound);
        (await container.CreateItemAsync(new Item("a", "p", Ttl: -1), Key)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await container.ReadItemAsync<Item>("a", Key)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task GoneAsync(Container container, string id)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (await CosmosAccount.StatusOf(() => container.ReadItemAsync<Item>(id, Key)) != HttpStatusCode.NotFound) await Task.Delay(50, timeout.Token);
    }
}
