using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>What somebody who may call a function learns of the things of others: nothing.</summary>
[Collection(ApiTests.Name)]
public sealed class AccessTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;

    /// <summary>Functions whose path names a thing that has owners, with the code for what is unknown or not theirs.</summary>
    public static TheoryData<string, int, string> OfThings => new()
    {
        { "GetUser", 403, "forbidden" },
        { "GetKeep", 403, "forbidden" },
        { "GetAsset", 403, "forbidden" },
        { "DownloadAssetFile", 403, "forbidden" },
        { "GetRelease", 403, "forbidden" },
        { "TriggerRelease", 403, "forbidden" },
        { "CancelRelease", 403, "forbidden" },
        { "RevokeRelease", 403, "forbidden" },
    };

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(OfThings))]
    public async Task Given_AStranger_When_AThingOfOthersIsAskedFor_Then_TheAnswerIsThatOfAnUnknownThing(string function, int status, string code)
    {
        var thing = await ThingForAsync(function);
        var foreign = await CallAsync(_world.Stranger, function, thing);
        var unknown = await CallAsync(_world.Stranger, function, Guid.NewGuid());
        var noId = await CallAsync(_world.Stranger, function, "no-id");
        foreach (var answer in new[] { foreign, unknown, noId }) answer.ShouldBeProblem(status, code);
        Shape(foreign).Should().Be(Shape(unknown)).And.Be(Shape(noId));
    }

    [Fact]
    public async Task Given_AnAdmin_When_AnAssetOfAUserIsAskedFor_Then_ItIsForbidden()
    {
        var asset = await ThingForAsync("GetAsset");
        (await CallAsync(_world.Admin, "GetAsset", asset)).ShouldBeProblem(403, "forbidden");
        (await CallAsync(_world.Admin, "DownloadAssetFile", asset)).ShouldBeProblem(403, "forbidden");
    }

    private static string Shape(ApiAnswer answer) =>
        string.Join('|', answer.Json.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.ToString()))
        + string.Join('|', answer.Response.Headers.Concat(answer.Response.Content.Headers).Select(header => header.Key).Order(StringComparer.Ordinal));

    private static Task<ApiAnswer> CallAsync(ApiClient client, string function, Guid id) => CallAsync(client, function, id.ToString());

    private static Task<ApiAnswer> CallAsync(ApiClient client, string name, string id)
    {
        var function = HttpFunctions.Named(name);
        return client.SendAsync(function.Method, function.PathWith(id), function.IsWrite ? JsonContent.Create(new { }) : null);
    }

    private async Task<Guid> ThingForAsync(string function)
    {
        if (function == "GetUser") return Guid.Parse(_world.Owner.UserId);
        if (function == "GetKeep") return Guid.Parse((await _world.Owner.PostAsync("/me/keeps", new { to_id = _world.Friend.UserId })).NewId);
        var asset = await _world.Owner.AddAssetAsync("Mine", FileToUpload.Binary(10));
        if (function is "GetAsset" or "DownloadAssetFile") return Guid.Parse(asset);
        var release = await _world.Owner.PostAsync("/legacy/transfer", new { name = "Mine", assets = new[] { asset }, receivers = new[] { _world.Friend.UserId }, scheduled_date = 253_402_300_799_999 });
        release.ShouldBe(HttpStatusCode.Created);
        return Guid.Parse(release.NewId);
    }
}
