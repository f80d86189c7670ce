using System.Net;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>Rows 32 to 37, OPEN-56: what a person and an admin see of many assets.</summary>
[Collection(ApiTests.Name)]
public sealed class OverviewTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;
    private ApiClient _owner = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _owner = await _world.JoinAsync("many");
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_NoAssets_When_AskedAboutThem_Then_ThereIsNothing()
    {
        (await _owner.GetAsync("/me/assets/stats")).Body.Should().Be("""{"max_size_mb":500,"size_mb":{"total":0},"count":{"total":0}}""");
        (await _owner.GetAsync("/me/assets/of-the-week")).Body.Should().Be("[]");
        (await _owner.GetAsync("/me/assets/tag-cloud")).Body.Should().Be("{}");
    }

    [Fact]
    public async Task Given_AssetsOfSeveralKinds_When_StatsAreRead_Then_OnlyActiveOnesCountByKind()
    {
        await AddAsync("image/png", 1_048_576);
        await AddAsync("image/jpeg", 524_288);
        await AddAsync("TEXT/plain", 0);
        await AddAsync("x-unknown/thing", 1);
        var removed = await AddAsync("video/mp4", 10);
        (await _owner.CreateAssetAsync("Pending", new FileToUpload("p", "audio/mpeg", [1]))).ShouldBe(HttpStatusCode.Created);
        await StatsAsync("""{"image":2,"text":1,"other":1,"video":1,"total":5}""");
        (await _owner.DeleteAsync($"/assets/{removed}")).ShouldBe(HttpStatusCode.NoContent);
        var stats = await StatsAsync("""{"image":2,"text":1,"other":1,"total":4}""");
        var sizes = stats.GetProperty("size_mb");
        (sizes.GetProperty("image").GetDouble(), sizes.GetProperty("text").GetDouble(), sizes.GetProperty("total").GetDouble()).Should().Be((1.5, 0, 1.5 + 1 / 1048576.0));

        (await _owner.PutAsync($"/assets/{removed}/restore", new { })).ShouldBe(HttpStatusCode.NoContent);
        await StatsAsync("""{"image":2,"text":1,"other":1,"video":1,"total":5}""");
    }

    [Fact]
    public async Task Given_TaggedAssets_When_TheCloudIsRead_Then_TheEightMostFrequentAreCounted()
    {
        for (var i = 1; i <= 4; i++)
        {
            var id = await AddAsync("text/plain", 1);
            (await _owner.PatchAsync($"/assets/{id}", new { tags = Enumerable.Range(0, i * 3).Select(tag => $"tag {tag:00}") })).ShouldBe(HttpStatusCode.NoContent);
        }

        const string Expected = """{"tag 00":4,"tag 01":4,"tag 02":4,"tag 03":3,"tag 04":3,"tag 05":3,"tag 06":2,"tag 07":2}""";
        await Eventually.IsTrueAsync(async () => (await _owner.GetAsync("/me/assets/tag-cloud")).Body == Expected, "the cloud");
        (await _world.Stranger.GetAsync("/me/assets/tag-cloud")).Body.Should().NotContain("tag 00");
    }

    [Fact]
    public async Task Given_ManyAssets_When_ThoseOfTheWeekAreRead_Then_TheyAreTwoAndStay()
    {
        for (var i = 0; i < 4; i++) await AddAsync("text/plain", 1);
        await Eventually.IsTrueAsync(async () => await _owner.CountAsync("/me/assets") == 4, "four in the list");
        var first = await _owner.GetAsync("/me/assets/of-the-week");
        first.Json.EnumerateArray().Should().HaveCount(2);
        (await _owner.GetAsync("/me/assets/of-the-week")).Body.Should().Be(first.Body);
        var gone = first.Json[0].GetProperty("id").GetString();
        (await _owner.DeleteAsync($"/assets/{gone}")).ShouldBe(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => !(await _owner.GetAsync("/me/assets/of-the-week")).Body.Contains(gone!, StringComparison.Ordinal), "another one");
        (await _owner.GetAsync("/me/assets/of-the-week")).Json[0].GetProperty("id").GetString().Should().Be(first.Json[1].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Given_AnAsset_When_AnAdminLists_Then_NothingSealedIsSeen()
    {
        var id = await AddAsync("model/obj", 3);
        (await _owner.CreateAssetAsync("Secret and pending", new FileToUpload("p.obj", "model/obj", [1]))).ShouldBe(HttpStatusCode.Created);
        var path = "/assets?file_types=model/obj&order_by=file_size_bytes&order=desc";
        var listed = await Eventually.GetAsync(() => _world.Admin.GetAsync(path), found => found.Json.GetProperty("total").GetInt32() == 2 && found.Json.GetProperty("items")[0].GetProperty("state").GetString() == "active", "both");
        listed.Body.Should().NotContain("Secret").And.NotContain("p.obj").And.NotContain("authorizer_token");
        var first = listed.Json.GetProperty("items")[0];
        (first.GetProperty("id").GetString(), first.GetProperty("file_size_bytes").GetInt64(), first.GetProperty("title").ValueKind).Should().Be((id, 3, JsonValueKind.Null));
        listed.Json.GetProperty("items")[1].GetProperty("state").GetString().Should().Be("pending");
        foreach (var order in new[] { "title", "description", "location", "created_date", "file_name" })
            (await _world.Admin.GetAsync($"/assets?order_by={order}")).ShouldBeProblem(422, "validation_failed", "/order_by");
        (await _owner.GetAsync("/assets")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_FormerNames_When_Used_Then_TheyAnswerTheSame()
    {
        var created = await _owner.CreateAssetAsync("By post", new FileToUpload("a.bin", "application/octet-stream", [1, 2, 3]));
        using var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentType = new("application/octet-stream");
        using var form = new MultipartFormDataContent { { content, "file", "a.bin" } };
        (await _owner.SendAsync(HttpMethod.Post, created.Location!.ToString(), form)).ShouldBe(HttpStatusCode.Created);
        await Eventually.IsTrueAsync(async () => await _owner.CountAsync("/me/assets") == 1, "the list");
        (await _owner.GetAsync("/users/me/assets")).Body.Should().Be((await _owner.GetAsync("/me/assets")).Body);
    }

    [Fact]
    public async Task Given_AFile_When_ItsHeadersAreAskedFor_Then_TheyAreThoseOfGetWithoutBytes()
    {
        var path = $"/assets/{await AddAsync("image/png", 1000)}/file";
        var (got, head) = (await _owner.GetAsync(path), await _owner.SendAsync(HttpMethod.Head, path));
        head.ShouldBe(HttpStatusCode.OK);
        head.Body.Should().BeEmpty();
        (head.ETag, head.Response.Content.Headers.ContentLength, head.Response.Content.Headers.ContentType).Should().Be((got.ETag, 1000, got.Response.Content.Headers.ContentType));
        (await _world.Stranger.SendAsync(HttpMethod.Head, path)).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Given_AQuota_When_AnAdminGrantsMore_Then_ItCountsAtOnceAndIsTold()
    {
        var path = $"/users/{_owner.UserId}/quota";
        var large = new { title = "Large", description = "", file_name = "a", file_type = "video/mp4", file_size_bytes = 600 * 1_048_576L };
        (await _owner.PostAsync("/assets", large)).ShouldBeProblem(413, "quota_exceeded");
        (await _owner.PutAsync(path, new { extra_mb = 100 })).ShouldBeProblem(403, "forbidden");
        (await _world.Admin.PutAsync(path, new { extra_mb = 50 })).ShouldBe(HttpStatusCode.NoContent);
        (await _world.Admin.PutAsync(path, new { extra_mb = 100 })).ShouldBe(HttpStatusCode.NoContent);
        (await _owner.PostAsync("/assets", large)).ShouldBe(HttpStatusCode.Created);
        (await _owner.PostAsync("/assets", large with { file_size_bytes = 1 })).ShouldBeProblem(413, "quota_exceeded");
        (await _world.Admin.GetAsync(path)).Body.Should().Be("""{"quota_mb":600,"used_mb":600}""");
        (await _owner.GetAsync("/me/assets/stats")).Json.GetProperty("max_size_mb").GetInt64().Should().Be(600);
        (await _world.Admin.PutAsync(path, new { extra_mb = 0 })).ShouldBe(HttpStatusCode.NoContent);
        (await _world.Admin.GetAsync(path)).Body.Should().Be("""{"quota_mb":500,"used_mb":600}""");
    }

    private Task<string> AddAsync(string type, int size) => _owner.AddAssetAsync("One", new FileToUpload("one.bin", type, new byte[size]));

    private async Task<JsonElement> StatsAsync(string counts)
    {
        var expected = JsonSerializer.Deserialize<Dictionary<string, int>>(counts);
        var stats = await Eventually.GetAsync(
            () => _owner.GetAsync("/me/assets/stats"),
            found => JsonSerializer.Deserialize<Dictionary<string, int>>(found.Json.GetProperty("count").GetRawText())!.OrderBy(kind => kind.Key).SequenceEqual(expected!.OrderBy(kind => kind.Key)),
            counts);
        return stats.Json;
    }
}
