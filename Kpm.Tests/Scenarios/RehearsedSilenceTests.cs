using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>Anna tries what she planned for her silence, which needs the word of her keepers, too; what she saw is what comes when she is silent.</summary>
[Collection(ApiTests.Name)]
public sealed class RehearsedSilenceTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    [Fact]
    public async Task Given_ARehearsalOfASilence_When_SheIsSilentAndHerKeepersAttest_Then_BothAgreeLeafByLeafAndByteByByte()
    {
        var legacy = await PlanAsync();
        var heard = (await Anna.RehearsedAsync(legacy, new { })).GetProperty("result");
        heard.GetProperty("outcome").GetString().Should().Be("waits", "she is not silent");
        var found = (await Anna.RehearsedAsync(legacy, new { silent = true })).GetProperty("result");
        found.GetProperty("outcome").GetString().Should().Be("executed");

        await Time.PassPresenceAsync(Anna);
        foreach (var keeper in new[] { Ben, Cleo }) (await keeper.PutAsync($"{legacy}/attestations/mine", new { })).ShouldBe(HttpStatusCode.NoContent);
        var attempt = await Time.PassPeriodAsync(Anna, legacy, days: 91);
        (await AttemptAsync(attempt)).GetProperty("cause").GetString().Should().Be("both");
        await Time.PassDaysAsync(attempt, until: 5);
        await World.App.HurriedAsync("CheckDueReleases", async () => (await Ben.GetAsync(legacy)).Json.GetProperty("state").GetString() == "inactive", "the release");

        LeavesOf((await Anna.GetAsync($"{legacy}/conditions")).Json.GetProperty("conditions").GetProperty("of")).Should().Equal(LeavesOf(found.GetProperty("leaves")));
        var received = (await Eventually.GetAsync(() => Ben.ItemsAsync("/me/assets"), assets => assets.Count == 1, "what was left"))[0].GetProperty("id").GetString();
        var asset = found.GetProperty("assets").EnumerateArray().Should().ContainSingle().Subject;
        asset.GetProperty("sha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData((await Ben.DownloadAsync(received!)).Bytes)));
        found.GetProperty("receivers").EnumerateArray().Select(receiver => receiver.GetProperty("receiver").GetString()).Should().Equal($"/users/{Ben.UserId}");
    }

    private static List<bool> LeavesOf(JsonElement leaves) => [.. leaves.EnumerateArray().Select(leaf => leaf.GetProperty("met").GetBoolean())];

    private async Task<string> PlanAsync()
    {
        var planned = await Anna.PostAsync("/legacy", new
        {
            name = "For when I am silent",
            assets = new[] { Memory },
            receivers = new[] { Ben.UserId },
            delivery = "automatic",
            keepers = new[] { Ben.UserId, Cleo.UserId },
            bequest_type = "copy",
            conditions = new
            {
                type = "all",
                of = new object[]
                {
                    new { type = "inactivity", period_days = 90, reminders = 2, reminder_every_days = 1, grace_days = 1, wait_days = 1 },
                    new { type = "attestation", count = 2, wait_days = 2 },
                    new { type = "date", at = 1_600_000_000_000 },
                },
            },
        });
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        return planned.Location!.ToString();
    }
}
