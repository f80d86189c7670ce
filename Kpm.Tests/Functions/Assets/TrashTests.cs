using System.Net;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>Rows 30 and 31, OPEN-27, OPEN-30, OPEN-55: changing and removing assets through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class TrashTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private static readonly FileToUpload File = FileToUpload.Binary(10);
    private ApiWorld _world = null!;
    private ApiClient _owner = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _owner = await _world.JoinAsync("tidy");
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_AnAsset_When_Patched_Then_OnlyWhatIsSaidChanges()
    {
        var id = await _owner.AddAssetAsync("Before", File);
        var seen = await _owner.GetAsync($"/assets/{id}");
        (await _owner.PatchAsync($"/assets/{id}", new { title = "After", tags = new[] { "sea", "sea" }, bookmarked = true }, seen.ETag)).ShouldBe(HttpStatusCode.NoContent);
        (await _owner.PatchAsync($"/assets/{id}", new { description = "Told" })).ShouldBe(HttpStatusCode.NoContent);
        var after = (await _owner.GetAsync($"/assets/{id}")).Json;
        (after.GetProperty("title").GetString(), after.GetProperty("description").GetString(), after.GetProperty("bookmarked").GetBoolean()).Should().Be(("After", "Told", true));
        after.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).Should().Equal("sea");
        (await _owner.PatchAsync($"/assets/{id}", new { title = "Late" }, seen.ETag)).ShouldBeProblem(412, "version_mismatch");
        (await _owner.PatchAsync($"/assets/{id}", new { title = "two\nlines" })).ShouldBeProblem(422, "invalid_title");
        (await _world.Stranger.PatchAsync($"/assets/{id}", new { title = "Mine" })).ShouldBeProblem(403, "forbidden");
        await Eventually.IsTrueAsync(async () => (await _owner.ItemsAsync("/me/assets")).Any(row => row.GetProperty("title").GetString() == "After"), "the new title in the list");
    }

    [Fact]
    public async Task Given_AnAsset_When_RemovedAndRestored_Then_ItIsWhereItWas()
    {
        var id = await _owner.AddAssetAsync("Back again", File);
        (await _world.Stranger.DeleteAsync($"/assets/{id}")).ShouldBeProblem(403, "forbidden");
        (await _owner.DeleteAsync($"/assets/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await _owner.DeleteAsync($"/assets/{id}")).ShouldBe(HttpStatusCode.NoContent);
        foreach (var path in new[] { $"/assets/{id}", $"/assets/{id}/file" }) (await _owner.GetAsync(path)).ShouldBeProblem(403, "forbidden");
        var trashed = (await Eventually.GetAsync(() => _owner.ItemsAsync("/me/assets/trash"), found => found.Count == 1, "the trash"))[0];
        (trashed.GetProperty("title").GetString(), trashed.GetProperty("state").GetString()).Should().Be(("Back again", "trashed"));
        var days = (trashed.GetProperty("shred_ts").GetInt64() - trashed.GetProperty("modified_ts").GetInt64()) / 86_400_000.0;
        days.Should().Be(30);
        (await _owner.CountAsync("/me/assets")).Should().Be(0);

        (await _world.Stranger.PutAsync($"/assets/{id}/restore", new { })).ShouldBeProblem(403, "forbidden");
        (await _owner.PutAsync($"/assets/{id}/restore", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await _owner.DownloadAsync(id)).Bytes.Should().Equal(File.Bytes);
        await Eventually.IsTrueAsync(async () => await _owner.CountAsync("/me/assets") == 1 && await _owner.CountAsync("/me/assets/trash") == 0, "the lists");
    }

    [Fact]
    public async Task Given_AnAssetInTheTrash_When_ShreddedAtOnce_Then_NothingOfItIsLeft()
    {
        var id = await _owner.AddAssetAsync("Never again", File);
        (await _owner.DeleteAsync($"/me/assets/trash/{id}")).ShouldBeProblem(403, "forbidden");
        await _owner.DeleteAsync($"/assets/{id}");
        (await _world.Stranger.DeleteAsync($"/me/assets/trash/{id}")).ShouldBeProblem(403, "forbidden");
        (await _owner.DeleteAsync($"/me/assets/trash/{id}")).ShouldBe(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => !await HasBlobsAsync(id), "no blob");
        await Eventually.IsTrueAsync(async () => await _owner.CountAsync("/me/assets/trash") == 0, "an empty trash");
        (await _owner.PutAsync($"/assets/{id}/restore", new { })).ShouldBeProblem(403, "forbidden");
        using var stored = new StoredDocuments(_world.App);
        (await stored.AggregateAsync("assets", id)).GetRawText().Should().NotContain("wrappedDataKey").And.Contain("\"removed\"");
    }

    [Fact]
    public async Task Given_AnAssetInTheTrash_When_ThirtyDaysAreOver_Then_ItIsShredded()
    {
        var (stays, goes) = (await _owner.AddAssetAsync("Stays", File), await _owner.AddAssetAsync("Goes", File));
        foreach (var id in new[] { stays, goes }) (await _owner.DeleteAsync($"/assets/{id}")).ShouldBe(HttpStatusCode.NoContent);
        using var stored = new StoredDocuments(_world.App);
        await _world.App.BusOperator.AreDrainedAsync();
        await stored.BringForwardShreddingAsync(goes);
        await _world.App.FireAsync("CheckDueAssets");
        await Eventually.IsTrueAsync(async () => !await HasBlobsAsync(goes), "no blob");
        (await HasBlobsAsync(stays)).Should().BeTrue();
        (await _owner.PutAsync($"/assets/{goes}/restore", new { })).ShouldBeProblem(403, "forbidden");
        (await _owner.PutAsync($"/assets/{stays}/restore", new { })).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AnAssetThatAReleaseHolds_When_Removed_Then_ItIsRefused()
    {
        var id = await _world.Owner.AddAssetAsync("Promised", File);
        (await _world.Owner.PostAsync("/legacy/transfer", new { name = "Promise", assets = new[] { id }, receivers = new[] { _world.Friend.UserId }, scheduled_date = 4_000_000_000_000 })).ShouldBe(HttpStatusCode.Created);
        await Eventually.IsTrueAsync(async () => (await _world.Owner.GetAsync($"/assets/{id}")).Status == HttpStatusCode.Forbidden, "the hold");
        (await _world.Owner.DeleteAsync($"/assets/{id}")).ShouldBeProblem(403, "forbidden");
        (await _world.Owner.PatchAsync($"/assets/{id}", new { title = "Other" })).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_TwoOwners_When_OneRemovesTheAsset_Then_TheOtherKeepsIt()
    {
        var created = await _world.Owner.PostAsync("/assets", new { title = "Ours", description = "", file_name = File.Name, file_type = File.Type, file_size_bytes = 10, owners_id = new[] { _world.Owner.UserId, _world.Friend.UserId } });
        (await _world.Owner.UploadAsync(created.Location!, File)).ShouldBe(HttpStatusCode.Created);
        var id = created.Location!.ToString().Split('/')[4];
        await Eventually.IsTrueAsync(async () => (await _world.Friend.ItemsAsync("/me/assets")).Any(row => row.GetProperty("id").GetString() == id), "the row of the other owner");
        (await _world.Owner.DeleteAsync($"/assets/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await _world.Owner.GetAsync($"/assets/{id}")).ShouldBeProblem(403, "forbidden");
        (await _world.Friend.DownloadAsync(id)).Bytes.Should().Equal(File.Bytes);
        (await _world.Friend.GetAsync($"/assets/{id}")).Json.GetProperty("owners_id").EnumerateArray().Select(owner => owner.GetString()).Should().Equal($"/users/{_world.Friend.UserId}");
        await Eventually.IsTrueAsync(async () => (await _world.Owner.ItemsAsync("/me/assets")).All(row => row.GetProperty("id").GetString() != id), "the row is gone");
    }

    private async Task<bool> HasBlobsAsync(string asset)
    {
        using var stored = new StoredDocuments(_world.App);
        return (await stored.BlobsAsync(asset)).Count > 0;
    }
}
