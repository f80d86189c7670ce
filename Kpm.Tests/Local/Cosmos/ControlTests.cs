using System.Net;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>The control endpoints under <c>/_local/</c> and the request charges. https://learn.microsoft.com/azure/cosmos-db/request-units</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class ControlTests(CosmosAccount account)
{
    private static readonly PartitionKey Key = new("p");

    [Fact]
    public async Task Given_EveryOperation_When_Done_Then_ItIsCountedUnderItsName()
    {
        var container = await account.NewContainerAsync();
        await container.CreateItemAsync(new Item("a", "p", 1), Key);
        await container.ReadItemAsync<Item>("a", Key);
        await CosmosAccount.StatusOf(() => container.ReadItemAsync<Item>("none", Key));
        await container.ReplaceItemAsync(new Item("a", "p", 2), "a", Key);
        await container.UpsertItemAsync(new Item("a", "p", 3), Key);
        await container.PatchItemAsync<Item>("a", Key, [PatchOperation.Increment("/n", 1)]);
        using (await container.CreateTransactionalBatch(Key).ReadItem("a").ExecuteAsync()) { }
        await CosmosAccount.Rows<Item>(container, "SELECT * FROM c", "p");
        await CosmosAccount.Rows<Item>(container, "SELECT * FROM c WHERE c.n = 4");
        await container.DeleteItemAsync<Item>("a", Key);
        var counts = (await account.RequestsAsync(container)).ToDictionary(count => count.Operation, count => count.Count);
        counts.Remove("Metadata").Should().BeTrue();
        counts.Should().BeEquivalentTo(new Dictionary<string, int>
        {
            ["Create"] = 1,
            ["Read"] = 2,
            ["Replace"] = 1,
            ["Upsert"] = 1,
            ["Patch"] = 1,
            ["Batch"] = 1,
            ["Query"] = 1,
            ["CrossPartitionQuery"] = 4,
            ["Delete"] = 1,
        });
    }

    [Fact]
    public async Task Given_CountedRequests_When_Reset_Then_CountingStartsAnew()
    {
        var container = await account.NewContainerAsync();
        await container.CreateItemAsync(new Item("a", "p"), Key);
        using var reset = await account.Http.DeleteAsync("_local/requests");
        reset.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await account.RequestsAsync(container)).Should().BeEmpty();
        await container.ReadItemAsync<Item>("a", Key);
        (await account.RequestsAsync(container)).Where(count => count.Operation != "Metadata").Should().Equal(new RequestCount(container.Id, "Read", 1, 1, 0));
    }

    [Theory]
    [InlineData(1024, 1.0, 4.95)]
    [InlineData(2048, 1.04, 6.29)]
    [InlineData(4096, 1.14, 6.67)]
    public async Task Given_ItemOfThatSize_When_WrittenAndRead_Then_TheDocumentedCharge(int bytes, double readCharge, double writeCharge)
    {
        var key = CosmosAccount.NewKey();
        var empty = await account.Items.CreateItemStreamAsync(Json(key, "a", 0), new PartitionKey(key));
        var overhead = (int)empty.Content.Length;
        using var written = await account.Items.CreateItemStreamAsync(Json(key, "b", bytes - overhead), new PartitionKey(key));
        using var read = await account.Items.ReadItemStreamAsync("b", new PartitionKey(key));
        read.Content.Length.Should().BeCloseTo(bytes, 8);
        written.Headers.RequestCharge.Should().BeApproximately(writeCharge, 0.02);
        read.Headers.RequestCharge.Should().BeApproximately(readCharge, 0.02);
    }

    [Fact]
    public async Task Given_429OnRequest_When_TheClientRetries_Then_ItSucceedsAfterThem()
    {
        var container = await account.NewContainerAsync();
        await container.CreateItemAsync(new Item("a", "p"), Key);
        await account.FaultAsync(new { status = 429, count = 2, retryAfterMs = 1, container = container.Id, operation = "Read" });
        (await container.ReadItemAsync<Item>("a", Key)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await account.RequestsAsync(container)).Single(count => count.Operation == "Read").Count.Should().Be(3);
    }

    [Fact]
    public async Task Given_429OnRequest_When_TheClientMayNotRetry_Then_ItSeesStatusAndDelay()
    {
        var container = await account.NewContainerAsync();
        using var impatient = CosmosAccount.Connect(account.Part.Port, throttleRetries: 0);
        await account.FaultAsync(new { status = 429, count = 1, retryAfterMs = 1234, container = container.Id, operation = "Create" });
        var refused = await FluentActions.Awaiting(() => impatient.GetContainer("tests", container.Id).CreateItemAsync(new Item("a", "p"), Key)).Should().ThrowAsync<CosmosException>();
        refused.Which.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Which.RetryAfter.Should().Be(TimeSpan.FromMilliseconds(1234));
    }

    [Fact]
    public async Task Given_503OnRequest_When_Written_Then_TheFaultHitsOnlyItsContainerAndOperation()
    {
        var (hit, spared) = (await account.NewContainerAsync(), await account.NewContainerAsync());
        await account.FaultAsync(new { status = 503, count = 1, container = hit.Id, operation = "Replace" });
        await hit.CreateItemAsync(new Item("a", "p"), Key);
        await spared.CreateItemAsync(new Item("a", "p"), Key);
        await spared.ReplaceItemAsync(new Item("a", "p"), "a", Key);
        (await CosmosAccount.StatusOf(() => hit.ReplaceItemAsync(new Item("a", "p"), "a", Key))).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await hit.ReplaceItemAsync(new Item("a", "p"), "a", Key)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"status":200,"count":1}""")]
    [InlineData("""{"status":429,"count":0}""")]
    [InlineData("""{"status":429,"count":1,"operation":"Dance"}""")]
    [InlineData("no json")]
    public async Task Given_BadFaultOrder_When_Posted_Then_400(string order)
    {
        using var answer = await account.Http.PostAsync("_local/faults", new StringContent(order));
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    private static MemoryStream Json(string key, string id, int padding) => new(System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","pk":"{{key}}","x":"{{new string('x', padding)}}"}"""));
}
