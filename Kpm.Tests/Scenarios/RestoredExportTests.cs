using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>What was taken along is enough to begin again: an archive is restored into an empty system, and what that exports is the same.</summary>
public sealed class RestoredExportTests
{
    /// <summary>What another account cannot have alike.</summary>
    private static readonly string[] OfTheAccount = ["id", "username", "email", "referral_code", "referred_by", "created_ts"];
    private static readonly string[] OfAnAsset = ["id", "owners_id", "created_ts", "modified_ts", "shred_ts"];

    [Fact]
    public async Task Given_AnArchive_When_RestoredIntoAnEmptySystem_Then_WhatThatExportsIsTheSame()
    {
        var archive = await LiveAndExportAsync();

        var restored = await RestoreAndExportAsync(archive);

        (archive.Missing.Count, restored.Missing.Count).Should().Be((0, 0));
        Without(restored.Json("account.json"), OfTheAccount).Should().Be(Without(archive.Json("account.json"), OfTheAccount));
        restored.Json("reminders.json").GetRawText().Should().Be(archive.Json("reminders.json").GetRawText());
        restored.Assets.Should().HaveSameCount(archive.Assets).And.HaveCount(5);
        foreach (var (asset, file) in archive.Assets)
        {
            var title = asset.GetProperty("title").GetString();
            var (again, fileAgain) = restored.Assets.Single(other => other.Asset.GetProperty("title").GetString() == title);
            Without(again, OfAnAsset).Should().Be(Without(asset, OfAnAsset), title);
            fileAgain?.Split('/')[^1].Should().Be(file?.Split('/')[^1]);
            if (file is not null) restored[fileAgain!].AsSpan().SequenceEqual(archive[file]).Should().BeTrue(title);
        }
    }

    private static async Task<OpenedArchive> LiveAndExportAsync()
    {
        await using var system = await KpmSystem.StartAsync();
        using var client = await JoinAsync(system);
        (await client.PatchAsync("/me", new { public_name = "Àvia 家", language = "ca", time_zone = "Europe/Andorra" })).ShouldBe(HttpStatusCode.NoContent);
        (await client.PostAsync("/users/me/reminders", new object[]
        {
            new { title = "Aniversari", time = 4_000_000_000_000, time_zone = "Europe/Madrid", repeat = "P1Y" },
            new { title = "Once", time = 4_000_000_000_001 },
        })).ShouldBe(HttpStatusCode.Created);
        await AddAsync(client, new { title = "Wedding", description = "Two\nlines", tags = new[] { "sea", "mar" }, people = new[] { "Jordi" }, location = "Nice", created_date = "Spring 1970", bookmarked = true }, FileToUpload.Photo(1));
        await AddAsync(client, new { title = "Big", description = "", extra_private = true }, FileToUpload.Binary(9_000_001) with { Name = "con.tar.gz" });
        await AddAsync(client, new { title = "Empty", description = "" }, new FileToUpload("què?.txt", "text/plain", []));
        var gone = await AddAsync(client, new { title = "Gone", description = "" }, FileToUpload.Binary(10));
        (await client.DeleteAsync($"/assets/{gone}")).ShouldBe(HttpStatusCode.NoContent);
        (await client.CreateAssetAsync("Waits", FileToUpload.Binary(10))).ShouldBe(HttpStatusCode.Created);
        return await client.ExportAsync();
    }

    private static async Task<OpenedArchive> RestoreAndExportAsync(OpenedArchive archive)
    {
        await using var system = await KpmSystem.StartAsync();
        using var client = await JoinAsync(system);
        var account = archive.Json("account.json");
        (await client.PatchAsync("/me", new { public_name = account.GetProperty("public_name"), language = account.GetProperty("language"), time_zone = account.GetProperty("time_zone") })).ShouldBe(HttpStatusCode.NoContent);
        (await client.PostAsync("/users/me/reminders", archive.Json("reminders.json").EnumerateArray().Reverse())).ShouldBe(HttpStatusCode.Created);
        foreach (var (asset, file) in archive.Assets)
        {
            var (name, type) = (asset.GetProperty("file_name").GetString()!, asset.GetProperty("file_type").GetString()!);
            var fields = JsonObject.Create(asset)!;
            foreach (var field in new[] { "id", "owners_id" }) fields.Remove(field);
            var created = await client.PostAsync("/assets", fields);
            created.ShouldBe(HttpStatusCode.Created);
            if (file is not null) (await client.UploadAsync(created.Location!, new FileToUpload(name, type, archive[file]))).Response.IsSuccessStatusCode.Should().BeTrue();
            if (asset.GetProperty("state").GetString() == "trashed") (await client.DeleteAsync($"/assets/{created.Location!.ToString().Split('/')[4]}")).ShouldBe(HttpStatusCode.NoContent);
        }

        await system.BusOperator.AreDrainedAsync();
        return await client.ExportAsync();
    }

    private static async Task<ApiClient> JoinAsync(KpmSystem system)
    {
        var person = Person.New("avia");
        var client = system.NewClient();
        (await client.RegisterAsync(person)).ShouldBe(HttpStatusCode.Created);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        return client;
    }

    private static async Task<string> AddAsync(ApiClient client, object said, FileToUpload file)
    {
        var fields = JsonSerializer.SerializeToNode(said)!.AsObject();
        (fields["file_name"], fields["file_type"], fields["file_size_bytes"]) = (file.Name, file.Type, file.Bytes.Length);
        var created = await client.PostAsync("/assets", fields);
        created.ShouldBe(HttpStatusCode.Created);
        (await client.UploadAsync(created.Location!, file)).Response.IsSuccessStatusCode.Should().BeTrue();
        return created.Location!.ToString().Split('/')[4];
    }

    private static string Without(JsonElement element, string[] fields)
    {
        var kept = JsonObject.Create(element)!;
        foreach (var field in fields) kept.Remove(field);
        return kept.ToJsonString();
    }
}
