using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>The worker is killed (SIGKILL) again and again while it removes accounts.</summary>
[Collection(FaultTests.Name)]
public sealed class RemovalCrashTests(LazyApiWorld lazy)
{
    /// <summary>Kills after these steps; that the end does not depend on where it dies is tried call by call in <c>RemovalTests</c>.</summary>
    private static readonly string[] DeadlySteps = ["sessions", "data", "assets"];

    [Fact]
    public async Task Given_ARemovalUnderWay_When_TheWorkerIsKilledBetweenItsSteps_Then_ItEndsTheSame()
    {
        var world = await lazy.GetAsync();
        var system = world.App;
        using var stored = new StoredDocuments(system);
        var person = Person.New("gone");
        using var client = await world.JoinAsync(person);
        using var friend = await world.JoinAsync("friend");
        var keep = (await client.PostAsync("/me/keeps", new { to_id = friend.UserId })).NewId;
        (await friend.PutAsync("/me/keeps/accept", new { keep_id = keep })).Status.Should().Be(HttpStatusCode.NoContent);
        var file = FileToUpload.Binary(10);
        var mine = await client.AddAssetAsync("Mine", file);
        var shared = await client.PostAsync("/assets", new { title = "Ours", description = "", file_name = file.Name, file_type = file.Type, file_size_bytes = 10, owners_id = new[] { client.UserId, friend.UserId } });
        (await client.UploadAsync(shared.Location!, file)).Status.Should().Be(HttpStatusCode.Created);
        await system.BusOperator.AreDrainedAsync();

        (await world.Admin.SendAsync(HttpMethod.Delete, $"/users/{client.UserId}", JsonContent.Create(new { reason = "" }))).Status.Should().Be(HttpStatusCode.NoContent);
        var kills = 0;
        foreach (var step in DeadlySteps)
        {
            var removal = await Eventually.GetAsync(() => stored.RemovalAsync(client.UserId), found => found is not null && (StepsOf(found).Contains(step) || IsDone(found)), $"the step '{step}'");
            if (IsDone(removal)) break;
            await system.KillWorkerAsync();
            kills++;
        }

        await system.HurriedAsync("SweepOutboxes", async () => IsDone(await stored.RemovalAsync(client.UserId)), "the end of the removal");

        kills.Should().BePositive();
        StepsOf(await stored.RemovalAsync(client.UserId)).Should().OnlyHaveUniqueItems().And.EndWith("key");
        await system.HurriedAsync("SweepOutboxes", async () => (await stored.UnsentAsync()).Count == 0, "what a kill left in a document is sent");
        await system.BusOperator.AreDrainedAsync();
        (await friend.GetAsync($"/me/keeps/{keep}")).Json.GetProperty("state").GetString().Should().Be("removed");
        (await stored.AllTextAsync()).Should().NotContainAny(person.Email, person.Username);
        (await system.Mailbox.MailsAsync(person.Email)).Where(mail => mail.Subject.Contains("Your account was removed", StringComparison.Ordinal))
            .Select(mail => mail.CustomArgs!["kpm_mail_id"]).Distinct().Should().ContainSingle();
        (await stored.FailuresAsync()).Should().BeEmpty();
        (await friend.DownloadAsync(shared.Location!.ToString().Split('/')[4])).Bytes.Should().Equal(file.Bytes, "what has another owner is left to them");
        (await stored.AggregateAsync("assets", mine)).GetProperty("state").GetProperty("lifecycle").GetString().Should().Be("removed");
        (await stored.BlobsAsync(mine)).Should().BeEmpty();
    }

    private static bool IsDone(JsonElement? removal) => removal?.GetProperty("state").GetProperty("lifecycle").GetString() == "inactive";

    private static List<string> StepsOf(JsonElement? removal) => [.. removal!.Value.GetProperty("state").GetProperty("done").EnumerateArray().Select(step => step.GetString()!)];
}
