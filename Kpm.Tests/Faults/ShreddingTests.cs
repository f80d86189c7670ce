using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>Erasing a person's key makes what was sealed for them alone ciphertext for ever, in the stores and in whatever copy of them.</summary>
public sealed class ShreddingTests
{
    [Fact]
    public async Task Given_BlobsAndDocumentsFromBeforeTheErase_When_TheyAreRestored_Then_NothingOfThePersonOpens()
    {
        await using var system = await KpmSystem.StartAsync();
        using var stored = new StoredDocuments(system);
        using var admin = system.NewClient();
        await JoinAsync(admin, null);
        using var person = system.NewClient();
        await JoinAsync(person, admin);
        using var friend = system.NewClient();
        await JoinAsync(friend, admin);
        await ApiWorld.BefriendAsync(person, friend);
        var file = FileToUpload.Binary(100_000);
        var mine = await person.AddAssetAsync("Mine", file);
        var planned = await person.AddAssetAsync("Planned", file);
        var ours = await AddSharedAsync(person, friend, file);
        var theirs = await friend.AddAssetAsync("Theirs", file);
        (await person.PostAsync("/users/me/reminders", new[] { new { title = "Call", time = 4_000_000_000_000 } })).ShouldBe(HttpStatusCode.Created);
        (await person.PostAsync("/me/second-factors/totp", new { })).ShouldBe(HttpStatusCode.Created);
        (await person.PutAsync("/me/second-factors/totp/confirm", new { code = await CodeAsync(person) })).ShouldBe(HttpStatusCode.NoContent);
        (await person.PostAsync("/legacy/transfer", new { name = "Plan", assets = new[] { planned }, receivers = new[] { friend.UserId }, scheduled_date = 253_402_300_799_999 })).ShouldBe(HttpStatusCode.Created);
        await system.BusOperator.AreDrainedAsync();
        var before = await SealedContents.TryAllAsync(system);
        before.Should().OnlyContain(content => content.Opens);
        before.Where(content => content.Owner == person.UserId).Select(content => content.What.Split(' ')[0]).Distinct()
            .Should().BeEquivalentTo("reminders", "totp", "recovery", "asset", "file", "release", "row", "history");
        var backup = await StoreBackup.TakeAsync(system);
        backup.Blobs.Should().HaveCount(4);

        (await admin.SendAsync(HttpMethod.Delete, $"/users/{person.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        await stored.RemovalIsDoneAsync(person.UserId);
        await system.BusOperator.AreDrainedAsync();
        (await stored.BlobsAsync(mine)).Should().BeEmpty();
        await backup.RestoreAsync(system);
        await system.KillWorkerAsync();

        var after = await SealedContents.TryAllAsync(system);
        after.Select(content => (content.What, content.Owner)).Should().BeEquivalentTo(before.Select(content => (content.What, content.Owner)), "all of it is back");
        after.Where(content => content.Owner == person.UserId).Should().NotBeEmpty().And.OnlyContain(content => !content.Opens);
        after.Where(content => content.Owner != person.UserId).Should().NotBeEmpty().And.OnlyContain(content => content.Opens);
        await OnlyWhatTheFriendOwnsOpensAsync(friend, [ours, theirs], [mine, planned], file);
        (await admin.GetAsync($"/users/{person.UserId}/erasure")).ShouldBeProblem(409, "erasure_not_certain");
        await stored.AgeErasureAsync(person.UserId, TimeSpan.FromMinutes(5));
        (await admin.GetAsync($"/users/{person.UserId}/erasure")).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task OnlyWhatTheFriendOwnsOpensAsync(ApiClient friend, string[] owned, string[] others, FileToUpload file)
    {
        foreach (var asset in owned)
        {
            (await Eventually.GetAsync(() => friend.GetAsync($"/assets/{asset}"), answer => answer.Status != HttpStatusCode.BadGateway, "a worker")).ShouldBe(HttpStatusCode.OK);
            (await friend.DownloadAsync(asset)).Bytes.Should().Equal(file.Bytes);
        }

        foreach (var asset in others)
        {
            (await friend.GetAsync($"/assets/{asset}")).Response.IsSuccessStatusCode.Should().BeFalse();
            (await friend.DownloadAsync(asset)).Status.Should().BeGreaterThanOrEqualTo(400);
        }

        (await friend.ItemsAsync("/me/assets")).Select(item => item.GetProperty("id").GetString()).Should().BeEquivalentTo(owned);
    }

    private static async Task<string> AddSharedAsync(ApiClient person, ApiClient friend, FileToUpload file)
    {
        var shared = await person.PostAsync(
            "/assets",
            new { title = "Ours", description = "", file_name = file.Name, file_type = file.Type, file_size_bytes = file.Bytes.Length, owners_id = new[] { person.UserId, friend.UserId } });
        (await person.UploadAsync(shared.Location!, file)).ShouldBe(HttpStatusCode.Created);
        return shared.Location!.ToString().Split('/')[4];
    }

    private static async Task<string> CodeAsync(ApiClient person) =>
        new Authenticator((await person.GetAsync("/me/second-factors/totp")).Json.GetProperty("uri").GetString()!).Code();

    private static async Task JoinAsync(ApiClient client, ApiClient? admin)
    {
        var person = Person.New("shred");
        var registered = await client.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        if (admin is not null) (await admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
    }
}
