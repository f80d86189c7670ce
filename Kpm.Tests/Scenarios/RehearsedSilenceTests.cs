using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Core.Notifications;
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
        await IsShownAsRehearsedAsync(found);
        found.GetProperty("mails").EnumerateArray().Select(mail => (mail.GetProperty("kind").GetString(), mail.GetProperty("receiver").GetString())).Should().Equal(("legacy_delivered", $"/users/{Ben.UserId}"));
        await MailedAsync(Ben, MailKind.LegacyDelivered);
    }

    /// <summary>What her history tells of the execution: the same leaves by the same grades, the date since the same instant, and the words of those keepers whom the rehearsal counted on.</summary>
    private async Task IsShownAsRehearsedAsync(JsonElement found)
    {
        static bool IsExecution(JsonElement step) => step.GetProperty("kind").GetString() == "legacy_executed";
        var history = await Eventually.GetAsync(() => Anna.ItemsAsync("/me/history?size=100"), steps => steps.Any(IsExecution), "the execution");
        var shown = history.Single(IsExecution).GetProperty("evidence").EnumerateArray().ToList();
        var rehearsed = found.GetProperty("leaves").EnumerateArray().ToList();
        shown.Select(GradeOf).Distinct().Should().Equal(rehearsed.Select(GradeOf));
        shown[^1].GetProperty("since_ts").GetInt64().Should().Be(rehearsed[^1].GetProperty("since").GetInt64());
        shown.Where(leaf => leaf.GetProperty("leaf").GetInt32() == 1).Select(word => word.GetProperty("by").GetString()).Should().BeEquivalentTo(found.GetProperty("keepers").EnumerateArray().Select(keeper => keeper.GetProperty("keeper").GetString()));
        rehearsed.Select(leaf => leaf.GetProperty("by").ValueKind).Should().OnlyContain(by => by == JsonValueKind.Null, "whose word it will be nobody knows yet");
    }

    private static (int Leaf, string? Grade) GradeOf(JsonElement leaf) => (leaf.GetProperty("leaf").GetInt32(), leaf.GetProperty("grade").GetString());

    [Fact]
    public async Task Given_TwoKeepersWhoMustAgree_When_OneLeaves_Then_TheRehearsalIsStaleAndTheNextSaysThatTheyAreTooFew()
    {
        var legacy = await PlanAsync();
        // That its assets are held raises its version.
        await World.App.BusOperator.AreDrainedAsync();
        var sound = await Anna.RehearsedAsync(legacy, new { silent = true });
        (sound.GetProperty("passed").GetBoolean(), await IsStaleAsync(legacy)).Should().Be((true, false));
        (await Anna.GetAsync(legacy)).ETag.Should().StartWith($"\"{sound.GetProperty("legacy_version").GetInt64()}-");
        var keep = (await Cleo.ItemsAsync("/me/keeps?state=active"))[0].GetProperty("id").GetString();
        (await Cleo.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = "" })).ShouldBe(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(() => IsStaleAsync(legacy), "a stale rehearsal");

        var found = await Anna.RehearsedAsync(legacy, new { silent = true });

        var result = found.GetProperty("result");
        (found.GetProperty("passed").GetBoolean(), result.GetProperty("outcome").GetString()).Should().Be((false, "waits"));
        ProblemsOf(result.GetProperty("leaves")).Should().Equal(null, "too_few_keepers", null);
        result.GetProperty("keepers").EnumerateArray().Select(one => one.GetProperty("keeper").GetString()).Should().Equal($"/users/{Ben.UserId}", $"/users/{Cleo.UserId}");
        ProblemsOf(result.GetProperty("keepers")).Should().Equal(null, "no_keep");

        var refused = await Eventually.GetAsync(() => Anna.PatchAsync(legacy, new { keepers = new[] { Ben.UserId, Cleo.UserId } }), answer => answer.Status != HttpStatusCode.NoContent, "a claim that has followed the keep");
        refused.ShouldBeProblem(400, "keeper_not_keep");
        (await Anna.PatchAsync(legacy, new { conditions = new { type = "attestation", count = 1 } })).ShouldBeProblem(400, "keeper_not_keep");
        (await Anna.PatchAsync(legacy, new { name = "For one day" })).ShouldBe(HttpStatusCode.NoContent);
        (await Anna.PatchAsync(legacy, new { keepers = new[] { Ben.UserId }, conditions = new { type = "attestation", count = 1 } })).ShouldBe(HttpStatusCode.NoContent);
        (await Anna.RehearsedAsync(legacy, new { silent = true })).GetProperty("passed").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Given_SomebodyWhoHasNotAcceptedAKeep_When_TheyAreToWatchOverALegacy_Then_ItIsPlannedOnceTheyHave()
    {
        using var dora = await World.JoinAsync("dora");
        var plan = new { name = "For one day", assets = new[] { Memory }, receivers = new[] { Ben.UserId }, keepers = new[] { Ben.UserId, dora.UserId }, conditions = new { type = "attestation", count = 1 } };
        (await Anna.PostAsync("/legacy", plan)).ShouldBeProblem(400, "keeper_not_keep");
        var keep = (await Anna.PostAsync("/me/keeps", new { to_id = dora.UserId })).NewId;
        (await Anna.PostAsync("/legacy", plan)).ShouldBeProblem(400, "keeper_not_keep");
        (await dora.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBe(HttpStatusCode.NoContent);

        (await Anna.PostAsync("/legacy", plan)).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<bool> IsStaleAsync(string legacy) => (await Anna.GetAsync(legacy)).Json.GetProperty("last_rehearsed").GetProperty("stale").GetBoolean();

    private static IEnumerable<string?> ProblemsOf(JsonElement findings) => findings.EnumerateArray().Select(one => one.GetProperty("problem").GetString());

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
