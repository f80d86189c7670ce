using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Kpm.Local.Cosmos;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>What the account refuses, as Azure does. Unless a test names another page: https://learn.microsoft.com/azure/cosmos-db/concepts-limits</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class LimitTests(CosmosAccount account)
{
    private readonly string _key = CosmosAccount.NewKey();

    private PartitionKey Key => new(_key);

    /// <summary>https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources</summary>
    [Fact]
    public async Task Given_AnotherKey_When_Used_Then_401()
    {
        using var stranger = CosmosAccount.Connect(account.Part.Port, Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));
        (await CosmosAccount.StatusOf(() => stranger.GetContainer("tests", "items").ReadItemAsync<Item>("a", Key))).Should().Be(HttpStatusCode.Unauthorized);
    }

    /// <summary>https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources</summary>
    [Theory]
    [InlineData("dbs", null)]
    [InlineData("dbs", "type%3dmaster%26ver%3d1.0%26sig%3dAAAA")]
    [InlineData("dbs/tests/colls/items/docs", "Bearer x")]
    public async Task Given_NoValidSignature_When_Asked_Then_401(string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("authorization", authorization);
        using var answer = await account.Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Given_ItemAbove2MB_When_Created_Then_413()
    {
        (await CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item("big", _key, Name: new string('x', 2 * 1024 * 1024)), Key))).Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item("fits", _key, Name: new string('x', (2 * 1024 * 1024) - 2048)), Key))).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_ItemThatAPatchMakesTooLarge_When_Patched_Then_413()
    {
        await account.Items.CreateItemAsync(new Item("a", _key, Name: new string('x', 1_200_000)), Key);
        (await CosmosAccount.StatusOf(() => account.Items.PatchItemAsync<Item>("a", Key, [PatchOperation.Add("/more", new string('y', 1_200_000))]))).Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Given_IdOf1024Bytes_When_Created_Then_400()
    {
        (await CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item(new string('i', 1024), _key), Key))).Should().Be(HttpStatusCode.BadRequest);
        (await CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item(new string('i', 1023), _key), Key))).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("")]
    public async Task Given_IdWithAForbiddenCharacter_When_Created_Then_400(string id) =>
        (await CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item(id, _key), Key))).Should().Be(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Given_PartitionKeyAbove2048Bytes_When_Created_Then_400()
    {
        var key = new string('k', 2049);
        (await CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item("a", key), new PartitionKey(key)))).Should().Be(HttpStatusCode.BadRequest);
    }

    /// <summary>https://learn.microsoft.com/azure/cosmos-db/nosql/troubleshoot-bad-request</summary>
    [Fact]
    public async Task Given_PartitionKeyThatIsNotTheDocuments_When_Written_Then_400AndSubstatus1001()
    {
        var refused = await FluentActions.Awaiting(() => account.Items.CreateItemAsync(new Item("a", "other"), Key)).Should().ThrowAsync<CosmosException>();
        refused.Which.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        refused.Which.SubStatusCode.Should().Be(1001);
    }

    /// <summary>https://learn.microsoft.com/azure/cosmos-db/nosql/time-to-live</summary>
    [Fact]
    public async Task Given_TtlOfZero_When_Written_Then_400() =>
        (await CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item("a", _key, Ttl: 0), Key))).Should().Be(HttpStatusCode.BadRequest);

    /// <summary>https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch</summary>
    [Fact]
    public async Task Given_BatchOf101_When_Executed_Then_RefusedAndNothingWritten()
    {
        using var refused = await Batch(101).ExecuteAsync();
        refused.StatusCode.Should().BeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge);
        (await CosmosAccount.Rows<int>(account.Items, "SELECT VALUE COUNT(1) FROM c", _key)).Should().Equal(0);
        using var accepted = await Batch(100).ExecuteAsync();
        accepted.IsSuccessStatusCode.Should().BeTrue();
    }

    /// <summary>https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch</summary>
    [Fact]
    public async Task Given_BatchAbove2MB_When_Executed_Then_413AndNothingWritten()
    {
        using var refused = await Batch(3, new string('x', 900_000)).ExecuteAsync();
        refused.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await CosmosAccount.Rows<int>(account.Items, "SELECT VALUE COUNT(1) FROM c", _key)).Should().Equal(0);
    }

    /// <summary>The same limit when the client does not check it first.</summary>
    [Fact]
    public async Task Given_RawBatchAbove2MB_When_Posted_Then_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "dbs/tests/colls/items/docs") { Content = new ByteArrayContent(new byte[2_202_011]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("x-ms-cosmos-is-batch-request", "True");
        request.Headers.Add("x-ms-cosmos-batch-atomic", "True");
        request.Headers.Add("x-ms-documentdb-partitionkey", $"[\"{_key}\"]");
        Sign(request, "docs", "dbs/tests/colls/items");
        using var answer = await account.Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    /// <summary>https://learn.microsoft.com/azure/cosmos-db/partial-document-update</summary>
    [Fact]
    public async Task Given_11PatchOperations_When_Patched_Then_400()
    {
        await account.Items.CreateItemAsync(new Item("a", _key, 0), Key);
        List<PatchOperation> Increments(int count) => Enumerable.Range(0, count).Select(_ => PatchOperation.Increment("/n", 1)).ToList();
        (await CosmosAccount.StatusOf(() => account.Items.PatchItemAsync<Item>("a", Key, Increments(11)))).Should().Be(HttpStatusCode.BadRequest);
        (await account.Items.PatchItemAsync<Item>("a", Key, Increments(10))).Resource.N.Should().Be(10);
    }

    private TransactionalBatch Batch(int items, string? name = null)
    {
        var batch = account.Items.CreateTransactionalBatch(Key);
        for (var i = 0; i < items; i++) batch.CreateItem(new Item($"i{i}", _key, i, name));
        return batch;
    }

    private static void Sign(HttpRequestMessage request, string type, string link)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("R");
        var payload = $"{request.Method.Method.ToLowerInvariant()}\n{type}\n{link}\n{date.ToLowerInvariant()}\n\n";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(CosmosPart.LocalKey), Encoding.UTF8.GetBytes(payload)));
        request.Headers.Add("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("authorization", Uri.EscapeDataString($"type=master&ver=1.0&sig={signature}"));
    }
}
