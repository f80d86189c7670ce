using System.Net;
using System.Text.Json.Nodes;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary><c>POST /assets</c> through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class CreateAssetTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("two\u2028lines")]
    [InlineData("65")]
    public async Task Given_ABadTitle_When_OnlyItIsWrong_Then_TheTitleIsRefused(string title) =>
        (await CreateAsync("title", title == "65" ? new string('t', 65) : title)).ShouldBeProblem(422, "invalid_title");

    [Theory]
    [InlineData("a")]
    [InlineData("64")]
    [InlineData(" padded ")]
    [InlineData("L'àvia — 祖母 👵🏽")]
    public async Task Given_AGoodTitle_When_TheAssetIsRead_Then_ItIsAsGiven(string title)
    {
        var given = title == "64" ? string.Concat(Enumerable.Repeat("👵", 64)) : title;
        var created = await CreateAsync("title", given);
        created.ShouldBe(HttpStatusCode.Created);
        (await _world.Owner.GetAsync(PathOf(created))).Json.GetProperty("title").GetString().Should().Be(given);
    }

    public static TheoryData<string, string> TooMuch => new()
    {
        { "description", $"\"{new string('d', 4001)}\"" },
        { "file_name", $"\"{new string('n', 256)}\"" },
        { "file_name", "\"\"" },
        { "file_name", "\"../etc/passwd\"" },
        { "file_name", "\"a\\\\b\"" },
        { "file_name", "\"a\\u0000b\"" },
        { "file_type", "\"none\"" },
        { "file_type", "\"text/html; charset=utf-8\"" },
        { "file_type", "\"text/html\\r\\nX: y\"" },
        { "file_size_bytes", "-1" },
        { "file_size_bytes", "10737418241" },
        { "tags", "[" + string.Join(',', Enumerable.Range(0, 51).Select(i => $"\"{i}\"")) + "]" },
        { "tags", $"[\"{new string('t', 65)}\"]" },
        { "people", "[null]" },
        { "location", $"\"{new string('l', 129)}\"" },
        { "created_date", $"\"{new string('c', 129)}\"" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task Given_AFieldOverItsLimit_When_AnAssetIsCreated_Then_ThePointerNamesIt(string field, string json) =>
        (await CreateAsync(field, JsonNode.Parse(json))).ShouldBeProblem(422, "validation_failed", $"/{field}");

    [Fact]
    public async Task Given_CoOwners_When_AnAssetIsCreated_Then_OnlyKeepsAreTaken()
    {
        (await CreateAsync("owners_id", Ids(_world.Owner, _world.Friend, _world.Owner))).ShouldBe(HttpStatusCode.Created);
        (await CreateAsync("owners_id", Ids(_world.Owner, _world.Stranger))).ShouldBeProblem(400, "co_owner_not_keep");
        (await CreateAsync("owners_id", new JsonArray(_world.Owner.UserId, Guid.NewGuid().ToString()))).ShouldBeProblem(400, "co_owner_not_keep");
        (await CreateAsync("owners_id", Ids(_world.Friend))).ShouldBeProblem(400, "not_owner");
    }

    [Fact]
    public async Task Given_ACoOwner_When_TheyRead_Then_TheySeeTheSameAsset()
    {
        var created = await CreateAsync("owners_id", Ids(_world.Owner, _world.Friend));
        var mine = await _world.Owner.GetAsync(PathOf(created));
        var theirs = await _world.Friend.GetAsync(PathOf(created));
        theirs.ShouldBe(HttpStatusCode.OK);
        theirs.ETag!.Split('-')[0].Should().Be(mine.ETag!.Split('-')[0]);
        theirs.Json.GetProperty("owners_id").EnumerateArray().Select(owner => owner.GetString()).Should().Equal($"/users/{_world.Owner.UserId}", $"/users/{_world.Friend.UserId}");
        (await _world.Stranger.GetAsync(PathOf(created))).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_AnIdOfTheClient_When_TheRequestIsRepeated_Then_ItIsTheSameAssetAndTakenForOthers()
    {
        var id = Guid.CreateVersion7().ToString();
        foreach (var answer in new[] { await CreateAsync("id", id), await CreateAsync("id", id) })
        {
            answer.ShouldBe(HttpStatusCode.Created);
            PathOf(answer).Should().Be($"/assets/{id}");
        }

        (await _world.Stranger.CreateAssetAsync("Theirs", FileToUpload.Binary(1), id)).ShouldBeProblem(409, "conflict");
    }

    private static string PathOf(ApiAnswer created) => $"/assets/{created.Location!.ToString().Split('/')[4]}";

    private static JsonArray Ids(params ApiClient[] people) => [.. people.Select(person => (JsonNode)$"/users/{person.UserId}")];

    private Task<ApiAnswer> CreateAsync(string field, JsonNode? value)
    {
        var body = new JsonObject { ["title"] = "Title", ["description"] = "", ["file_name"] = "a.txt", ["file_type"] = "text/plain", ["file_size_bytes"] = 1 };
        body[field] = value;
        return _world.Owner.PostAsync("/assets", body);
    }
}
