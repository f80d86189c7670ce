using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Row 17: the keeps of a person as a list; and row 22: how much waits for them.</summary>
[Collection(ApiTests.Name)]
public sealed class KeepListTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiWorld _world = null!;
    private ApiClient _asking = null!;
    private ApiClient _asked = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        (_asking, _asked) = (await _world.JoinAsync("asking"), await _world.JoinAsync("asked"));
    }

    public ValueTask DisposeAsync()
    {
        _asking.Dispose();
        _asked.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_SomeKeeps_When_OrderedFilteredAndPaged_Then_TheyComeAsAskedFor()
    {
        using var third = await _world.JoinAsync("third");
        var first = (await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId })).NewId;
        var second = await ApiWorld.BefriendAsync(third, _asking);
        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = first })).ShouldBe(HttpStatusCode.NoContent);
        var pending = (await _asking.PostAsync("/me/keeps", new { to_id = _world.Stranger.UserId })).NewId;
        await _world.App.BusOperator.AreDrainedAsync();

        (await IdsAsync("")).Should().Equal(first, second, pending);
        (await IdsAsync("?order=desc")).Should().Equal(pending, second, first);
        (await IdsAsync("?order_by=modified_ts")).Should().Equal(second, first, pending);
        (await IdsAsync("?order_by=state&order=desc")).Should().StartWith(pending).And.HaveCount(3);
        (await IdsAsync("?order_by=state&size=2&page=2")).Should().Equal(pending);
        (await IdsAsync("?state=pending")).Should().Equal(pending);
        (await IdsAsync("?state=active&order_by=modified_ts&size=1")).Should().Equal(second);
        (await IdsAsync("?page=9")).Should().BeEmpty();
    }

    /// <summary>OPEN-46, SEC-22: what a list can be ordered by is a short list of words.</summary>
    [Theory]
    [InlineData("order_by=id", "/order_by")]
    [InlineData("order_by=requester", "/order_by")]
    [InlineData("order_by=createdTs", "/order_by")]
    [InlineData("order_by=state;", "/order_by")]
    [InlineData("order_by=", "/order_by")]
    [InlineData("order=up", "/order")]
    [InlineData("state=removed", "/state")]
    [InlineData("page=0", "/page")]
    [InlineData("size=101", "/size")]
    public async Task Given_AWordThatIsNotAllowed_When_Listed_Then_TheParameterIsNamed(string query, string pointer) =>
        (await _asking.GetAsync($"/me/keeps?{query}")).ShouldBeProblem(422, "validation_failed", pointer);

    /// <summary>Row 22.</summary>
    [Fact]
    public async Task Given_RequestsAndReleases_When_ThePendingActionsAreRead_Then_ThoseThatWaitForTheCallerCount()
    {
        (await PendingAsync(_asked)).Should().Be((0, 0));
        var keep = (await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId })).NewId;
        await Eventually.IsTrueAsync(async () => await PendingAsync(_asked) == (1, 0), "one request");
        (await PendingAsync(_asking)).Should().Be((0, 0), "it waits for the other");

        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBe(HttpStatusCode.NoContent);
        var asset = await _asking.AddAssetAsync("For you", FileToUpload.Binary(10));
        (await _asking.PostAsync("/legacy/transfer", new { name = "Now", assets = new[] { asset }, receivers = new[] { _asked.UserId }, scheduled_date = 1 })).ShouldBe(HttpStatusCode.Created);
        await Eventually.IsTrueAsync(async () => await PendingAsync(_asked) == (0, 1), "one release");
        (await _asked.CountAsync("/me/legacy/incoming")).Should().Be(1);
        (await PendingAsync(_asking)).Should().Be((0, 0));
    }

    private async Task<IEnumerable<string?>> IdsAsync(string query) => (await _asking.ItemsAsync($"/me/keeps{query}")).Select(keep => keep.GetProperty("id").GetString());

    private static async Task<(int Keeps, int Legacy)> PendingAsync(ApiClient person)
    {
        var pending = (await person.GetAsync("/me/pending-actions")).Json;
        return (pending.GetProperty("keeps").GetInt32(), pending.GetProperty("legacy").GetInt32());
    }
}
