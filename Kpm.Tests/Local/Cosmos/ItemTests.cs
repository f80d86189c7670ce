using System.Net;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Local.Cosmos;

/// <summary>Point reads and writes as https://learn.microsoft.com/rest/api/cosmos-db/documents describes them.</summary>
[Collection(CosmosAccountCollection.Name)]
public sealed class ItemTests(CosmosAccount account)
{
    private readonly string _key = CosmosAccount.NewKey();

    private PartitionKey Key => new(_key);

    [Fact]
    public async Task Given_NewItem_When_Created_Then_ItCanBeReadWithTheSameETag()
    {
        var created = await account.Items.CreateItemAsync(new Item("a", _key, 1), Key);
        var read = await account.Items.ReadItemAsync<Item>("a", Key);
        created.StatusCode.Should().Be(HttpStatusCode.Created);
        read.Resource.Should().Be(created.Resource);
        read.ETag.Should().Be(created.ETag).And.Be(read.Resource.ETag);
    }

    [Fact]
    public async Task Given_ExistingId_When_CreatedAgain_Then_409()
    {
        await account.Items.CreateItemAsync(new Item("a", _key), Key);
        (await CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item("a", _key), Key))).Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Given_SameIdInTwoPartitions_When_Read_Then_EachIsItsOwn()
    {
        var other = CosmosAccount.NewKey();
        await account.Items.CreateItemAsync(new Item("a", _key, 1), Key);
        await account.Items.CreateItemAsync(new Item("a", other, 2), new PartitionKey(other));
        (await account.Items.ReadItemAsync<Item>("a", Key)).Resource.N.Should().Be(1);
        (await account.Items.ReadItemAsync<Item>("a", new PartitionKey(other))).Resource.N.Should().Be(2);
    }

    [Fact]
    public async Task Given_NoSuchItem_When_ReadReplacedPatchedOrDeleted_Then_404WithoutSubstatus()
    {
        var read = await FluentActions.Awaiting(() => account.Items.ReadItemAsync<Item>("no", Key)).Should().ThrowAsync<CosmosException>();
        read.Which.StatusCode.Should().Be(HttpStatusCode.NotFound);
        read.Which.SubStatusCode.Should().Be(0);
        (await CosmosAccount.StatusOf(() => account.Items.ReplaceItemAsync(new Item("no", _key), "no", Key))).Should().Be(HttpStatusCode.NotFound);
        (await CosmosAccount.StatusOf(() => account.Items.PatchItemAsync<Item>("no", Key, [PatchOperation.Set("/n", 1)]))).Should().Be(HttpStatusCode.NotFound);
        (await CosmosAccount.StatusOf(() => account.Items.DeleteItemAsync<Item>("no", Key))).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Given_NoSuchContainer_When_Read_Then_404WithSubstatus1003()
    {
        var read = await FluentActions.Awaiting(() => account.Database.GetContainer("none").ReadItemAsync<Item>("a", Key)).Should().ThrowAsync<CosmosException>();
        read.Which.StatusCode.Should().Be(HttpStatusCode.NotFound);
        read.Which.SubStatusCode.Should().Be(1003);
    }

    [Fact]
    public async Task Given_CurrentETag_When_Replaced_Then_OkAndANewETag()
    {
        var created = await account.Items.CreateItemAsync(new Item("a", _key, 1), Key);
        var replaced = await account.Items.ReplaceItemAsync(new Item("a", _key, 2), "a", Key, new ItemRequestOptions { IfMatchEtag = created.ETag });
        replaced.StatusCode.Should().Be(HttpStatusCode.OK);
        replaced.ETag.Should().NotBe(created.ETag);
        (await account.Items.ReadItemAsync<Item>("a", Key)).Resource.N.Should().Be(2);
    }

    [Fact]
    public async Task Given_StaleETag_When_ReplacedUpsertedPatchedOrDeleted_Then_412()
    {
        await account.Items.CreateItemAsync(new Item("a", _key, 1), Key);
        var stale = new ItemRequestOptions { IfMatchEtag = "\"stale\"" };
        var calls = new Func<Task>[]
        {
            () => account.Items.ReplaceItemAsync(new Item("a", _key, 2), "a", Key, stale),
            () => account.Items.UpsertItemAsync(new Item("a", _key, 2), Key, stale),
            () => account.Items.PatchItemAsync<Item>("a", Key, [PatchOperation.Set("/n", 2)], new PatchItemRequestOptions { IfMatchEtag = "\"stale\"" }),
            () => account.Items.DeleteItemAsync<Item>("a", Key, stale),
        };
        foreach (var call in calls) (await CosmosAccount.StatusOf(call)).Should().Be(HttpStatusCode.PreconditionFailed);
        (await account.Items.ReadItemAsync<Item>("a", Key)).Resource.N.Should().Be(1);
    }

    [Fact]
    public async Task Given_KnownETag_When_ReadIfNoneMatch_Then_304()
    {
        var created = await account.Items.CreateItemAsync(new Item("a", _key), Key);
        using var read = await account.Items.ReadItemStreamAsync("a", Key, new ItemRequestOptions { IfNoneMatchEtag = created.ETag });
        read.StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Given_Upserts_When_TheItemIsNewAndThenNot_Then_201And200()
    {
        (await account.Items.UpsertItemAsync(new Item("a", _key, 1), Key)).StatusCode.Should().Be(HttpStatusCode.Created);
        (await account.Items.UpsertItemAsync(new Item("a", _key, 2), Key)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_NoContentWanted_When_Created_Then_OnlyTheETagComesBack()
    {
        var created = await account.Items.CreateItemAsync(new Item("a", _key), Key, new ItemRequestOptions { EnableContentResponseOnWrite = false });
        created.Resource.Should().BeNull();
        created.ETag.Should().Be((await account.Items.ReadItemAsync<Item>("a", Key)).ETag);
    }

    [Theory]
    [InlineData("50% off")]
    [InlineData("100%")]
    [InlineData("ñ and 日本")]
    [InlineData("with space+plus")]
    public async Task Given_UnusualId_When_Stored_Then_AllPointOperationsFindIt(string id)
    {
        await account.Items.CreateItemAsync(new Item(id, _key, 1), Key);
        await account.Items.ReplaceItemAsync(new Item(id, _key, 2), id, Key);
        await account.Items.PatchItemAsync<Item>(id, Key, [PatchOperation.Increment("/n", 1)]);
        (await account.Items.ReadItemAsync<Item>(id, Key)).Resource.N.Should().Be(3);
        await account.Items.DeleteItemAsync<Item>(id, Key);
        (await CosmosAccount.StatusOf(() => account.Items.ReadItemAsync<Item>(id, Key))).Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Given_SessionToken_When_Written_Then_ItIsReturnedAndAccepted()
    {
        var written = await account.Items.CreateItemAsync(new Item("a", _key), Key);
        written.Headers.Session.Should().MatchRegex("^[0-3]:-1#[0-9]+$");
        var read = await account.Items.ReadItemAsync<Item>("a", Key, new ItemRequestOptions { SessionToken = written.Headers.Session });
        read.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_ParallelWriters_When_EachIncrementsUnderItsETag_Then_NoUpdateIsLost()
    {
        const int Writers = 8, Increments = 15;
        await account.Items.CreateItemAsync(new Item("counter", _key, 0), Key);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < Increments;)
            {
                var read = await account.Items.ReadItemAsync<Item>("counter", Key);
                var next = read.Resource with { N = read.Resource.N + 1 };
                var status = await CosmosAccount.StatusOf(() => account.Items.ReplaceItemAsync(next, "counter", Key, new ItemRequestOptions { IfMatchEtag = read.ETag }));
                status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.PreconditionFailed);
                if (status == HttpStatusCode.OK) done++;
            }
        })));
        (await account.Items.ReadItemAsync<Item>("counter", Key)).Resource.N.Should().Be(Writers * Increments);
    }

    [Fact]
    public async Task Given_ParallelCreatesOfOneId_When_Raced_Then_ExactlyOneWins()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => CosmosAccount.StatusOf(() => account.Items.CreateItemAsync(new Item("one", _key, n), Key))));
        statuses.Count(status => status == HttpStatusCode.OK).Should().Be(1);
        statuses.Count(status => status == HttpStatusCode.Conflict).Should().Be(39);
    }
}
