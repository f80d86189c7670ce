using System.Net;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Assets;

/// <summary>Lists of assets and legacies, and what they come to, are made anew when they were lost or are wrong.</summary>
[Collection(ApiTests.Name)]
public sealed class RebuildTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Rows = "assetsByOwner";
    private ApiWorld _world = null!;
    private StoredDocuments _stored = null!;
    private ApiClient _owner = null!;
    private ApiClient _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _stored = new StoredDocuments(_world.App);
        (_owner, _receiver) = (await _world.JoinAsync("keeper"), await _world.JoinAsync("heir"));
        await ApiWorld.BefriendAsync(_owner, _receiver);
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        _receiver.Dispose();
        _stored.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_RowsAndNumbersThatAreLostOrWrong_When_AnAdminHasThemMadeAnew_Then_TheyAreAsBefore()
    {
        var (lost, spoilt, trashed, hidden) = (await AddAsync("image/png", 1000), await AddAsync("text/plain", 500), await AddAsync("video/mp4", 300), await AddAsync("image/png", 200));
        (await _owner.DeleteAsync($"/assets/{trashed}")).ShouldBe(HttpStatusCode.NoContent);
        var release = await ScheduleAsync(hidden);
        (await _world.Admin.PutAsync($"/users/{_owner.UserId}/quota", new { extra_mb = 7 })).ShouldBe(HttpStatusCode.NoContent);
        await _world.App.BusOperator.AreDrainedAsync();
        var before = await LooksAsync();
        before.Should().Contain("\"total\":2").And.Contain("tag of text/plain").And.Contain("\"max_size_mb\":507").And.Contain("For you");

        await _stored.DeleteAsync(Rows, lost, _owner.UserId);
        await _stored.DeleteAsync(Rows, hidden, _owner.UserId);
        await _stored.AlterAsync(Rows, spoilt, _owner.UserId, PatchOperation.Set("/state", "hidden"), PatchOperation.Set("/quotaBytes", 7), PatchOperation.Set("/fileType", "audio/wrong"));
        await _stored.AlterAsync(Rows, trashed, _owner.UserId, PatchOperation.Set("/state", "active"), PatchOperation.Remove("/sealed"));
        await _stored.AlterAsync(Rows, "counters", _owner.UserId, PatchOperation.Set("/usedBytes", 123_456_789), PatchOperation.Set("/count_image", 42), PatchOperation.Set("/bytes_other", -1));
        await _stored.DeleteAsync("directory", lost, "assets");
        await _stored.DeleteAsync("releasesByPerson", $"{release}:receiver", _receiver.UserId);
        await _stored.AlterAsync("releasesByPerson", $"{release}:owner", _owner.UserId, PatchOperation.Set("/state", "removed"));
        (await _receiver.CountAsync("/me/legacy/incoming")).Should().Be(0);

        await RebuildAsync();

        (await LooksAsync()).Should().Be(before);
    }

    /// <summary>Only what was granted does not come back: nothing else tells it.</summary>
    [Fact]
    public async Task Given_NumbersThatAreLost_When_AnAdminHasThemMadeAnew_Then_TheyAreCountedAgain()
    {
        await AddAsync("image/png", 1000);
        (await _owner.CreateAssetAsync("Waits", FileToUpload.Binary(2_000))).ShouldBe(HttpStatusCode.Created);
        await _world.App.BusOperator.AreDrainedAsync();
        var before = await LooksAsync();
        await _stored.DeleteAsync(Rows, "counters", _owner.UserId);

        await RebuildAsync();

        (await LooksAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Given_ARowThatItsFormerOwnerStillHas_When_AnAdminHasThemMadeAnew_Then_ItGoes()
    {
        var asset = await AddAsync("image/png", 1000);
        await _world.App.BusOperator.AreDrainedAsync();
        var former = (await _stored.DocumentsAsync(Rows)).Single(row => row.GetProperty("id").GetString() == asset);
        var release = await ScheduleAsync(asset);
        await Eventually.IsTrueAsync(async () => (await _receiver.PostAsync($"/legacy/{release}/trigger", new { })).Status == HttpStatusCode.NoContent, "the trigger");
        await Eventually.IsTrueAsync(async () => (await _receiver.GetAsync($"/assets/{asset}")).Status == HttpStatusCode.OK, "the gift");
        await _world.App.BusOperator.AreDrainedAsync();
        var before = await LooksAsync();
        await _stored.PutAsync(Rows, former);
        (await _owner.CountAsync("/me/assets")).Should().Be(1);

        await RebuildAsync();

        (await LooksAsync()).Should().Be(before);
    }

    private async Task RebuildAsync()
    {
        (await _world.Admin.PostAsync("/admin/projections/rebuild", new { })).ShouldBe(HttpStatusCode.Accepted);
        await _world.App.BusOperator.AreDrainedAsync();
    }

    private async Task<string> AddAsync(string type, int size)
    {
        var id = await _owner.AddAssetAsync($"A {type}", new FileToUpload("one.bin", type, new byte[size]));
        (await _owner.PatchAsync($"/assets/{id}", new { tags = new[] { $"tag of {type}" } })).ShouldBe(HttpStatusCode.NoContent);
        return id;
    }

    private async Task<string> ScheduleAsync(string asset)
    {
        var scheduled = await _owner.PostAsync("/legacy/transfer", new { name = "For you", assets = new[] { asset }, receivers = new[] { _receiver.UserId }, scheduled_date = 1 });
        scheduled.ShouldBe(HttpStatusCode.Created);
        return scheduled.NewId;
    }

    /// <summary>All that the two see in lists and numbers.</summary>
    private async Task<string> LooksAsync()
    {
        var looks = new List<string>();
        foreach (var list in new[] { "/me/assets", "/me/assets/trash", "/me/assets/tag-cloud", "/me/legacy", "/me/legacy?state=past", "/me/legacy/incoming" })
            foreach (var person in new[] { _owner, _receiver }) looks.Add((await person.GetAsync(list)).Body);
        foreach (var person in new[] { _owner, _receiver }) looks.Add(Sorted((await person.GetAsync("/me/assets/stats")).Body));
        foreach (var person in new[] { _owner, _receiver }) looks.Add((await _world.Admin.GetAsync($"/users/{person.UserId}/quota")).Body);
        looks.AddRange((await _world.Admin.ItemsAsync("/assets?order=desc&size=100")).Where(item => item.GetRawText().Contains(_owner.UserId, StringComparison.Ordinal)).Select(item => item.GetRawText()));
        return string.Join('\n', looks);
    }

    /// <summary>The kinds come in no order.</summary>
    private static string Sorted(string stats) => string.Join(',', stats.Split([',', '{', '}']).Order(StringComparer.Ordinal));
}
