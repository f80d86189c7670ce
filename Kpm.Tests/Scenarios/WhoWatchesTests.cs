using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>An attempt to reach somebody is the business of its owner and of those who watch over the plan, and of nobody who only might or once did.</summary>
[Collection(ApiTests.Name)]
public sealed class WhoWatchesTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    [Fact]
    public async Task Given_AnAttempt_When_OthersThanTheOwnerAndTheKeepersOfNowAsk_Then_TheyAreRefusedAndSeeNothing()
    {
        using var receiver = await KeepOfAnnaAsync("dora");
        using var takenOut = await KeepOfAnnaAsync("eva");
        var legacy = await PlanAsync(receiver, [Ben, Cleo, takenOut]);
        var former = await Time.PassPeriodAsync(Anna, legacy, days: 31);
        (await takenOut.GetAsync(former)).ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(async () => (await Anna.PatchAsync(legacy, new { keepers = new[] { Ben.UserId, Cleo.UserId } })).Status == HttpStatusCode.NoContent, "the plan without one of its keepers");
        await EndsAsync(former, "vetoed");

        var attempt = await Time.PassPeriodAsync(Anna, legacy, days: 31);
        var keep = (await Cleo.ItemsAsync("/me/keeps?state=active"))[0].GetProperty("id").GetString();
        (await Cleo.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = "" })).ShouldBe(HttpStatusCode.NoContent);
        await MailedAsync(Anna, MailKind.KeeperMissing);
        var before = await AttemptAsync(attempt);

        var seen = new List<string>();
        foreach (var (who, client) in new[] { ("a stranger", World.Stranger), ("a receiver", receiver), ("who was taken out", takenOut), ("who is no keep any more", Cleo), ("an admin", World.Admin) })
            seen.Add($"{who} reads {await ReadsAsync(client, legacy, attempt, former)}, does {await WritesAsync(client, legacy, attempt)}, watches {await WatchesAsync(client, legacy)}");
        seen.Add($"the owner reads {await ReadsAsync(Anna, legacy, attempt, former)}, watches {await WatchesAsync(Anna, legacy)}");
        var (after, said) = (await AttemptAsync(attempt), (await Anna.GetAsync($"{legacy}/attestations")).Json.GetProperty("attested").GetArrayLength());
        seen.Add($"a keeper reads {await ReadsAsync(Ben, legacy, attempt, former)}, does {await WritesAsync(Ben, legacy, attempt)}, watches {await WatchesAsync(Ben, legacy)}");

        // Whoever was a keeper may always take back what they said: that can only keep a legacy closed. She has said nothing.
        seen.Should().Equal(
            "a stranger reads 403 403 403 403, does 403 403 403, watches False",
            "a receiver reads 403 403 403 403, does 403 403 403, watches False",
            "who was taken out reads 403 403 403 403, does 403 403 403, watches False",
            "who is no keep any more reads 403 403 403 403, does 403 403 204, watches False",
            "an admin reads 403 403 403 403, does 403 403 403, watches False",
            "the owner reads 200 200 200 200, watches False",
            "a keeper reads 200 200 200 200, does 204 204 204, watches True");
        (after.GetRawText(), said).Should().Be((before.GetRawText(), 0));
        (await AttemptAsync(attempt)).GetProperty("pause").GetProperty("by").GetString().Should().EndWith(Ben.UserId);
    }

    private async Task<ApiClient> KeepOfAnnaAsync(string name)
    {
        var client = await World.JoinAsync(name);
        await ApiWorld.BefriendAsync(Anna, client);
        return client;
    }

    /// <summary>A plan that waits for a silence or for the word of all who watch over it.</summary>
    private async Task<string> PlanAsync(ApiClient receiver, ApiClient[] keepers)
    {
        var planned = await Anna.PostAsync("/legacy", new
        {
            name = "For when I am silent",
            assets = new[] { Memory },
            receivers = new[] { receiver.UserId },
            keepers = keepers.Select(keeper => keeper.UserId),
            bequest_type = "copy",
            conditions = new { type = "any", of = new object[] { new { type = "inactivity", period_days = 30 }, new { type = "attestation", count = 2 } } },
        });
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        return planned.Location!.ToString();
    }

    private static async Task<string> ReadsAsync(ApiClient client, string legacy, params string[] attempts)
    {
        var answers = new List<int>();
        foreach (var path in (string[])[$"{legacy}/attempts", $"{legacy}/attestations", .. attempts]) answers.Add((int)(await client.GetAsync(path)).Status);
        return string.Join(' ', answers);
    }

    /// <summary>Pauses the attempt, says that the owner is no more, and takes that back.</summary>
    private static async Task<string> WritesAsync(ApiClient client, string legacy, string attempt)
    {
        var paused = await client.PostAsync($"{attempt}/pause", new { });
        var attested = await client.PutAsync($"{legacy}/attestations/mine", new { });
        var withdrawn = await client.DeleteAsync($"{legacy}/attestations/mine");
        return $"{(int)paused.Status} {(int)attested.Status} {(int)withdrawn.Status}";
    }

    private static async Task<bool> WatchesAsync(ApiClient client, string legacy) =>
        (await client.AllItemsAsync("/me/legacy/watched")).Any(watched => watched.GetProperty("id").GetString() == legacy.Split('/')[^1]);
}
