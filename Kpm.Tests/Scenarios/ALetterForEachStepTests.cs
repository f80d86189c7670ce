using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>"A letter for each step": one on a day to Ben, another a month after it to Cleo; and one for whoever of them claims it first in turn.</summary>
[Collection(ApiTests.Name)]
public sealed class ALetterForEachStepTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    private int _letters;

    [Fact]
    public async Task Given_TwoSteps_When_TheFirstIsDeliveredAndAMonthPasses_Then_TheSecondReachesSomebodyElse()
    {
        var letter = FileToUpload.Binary(6_000);
        var first = await PlanAsync(Ben, Memory, new { type = "date", at = TimeProvider.System.GetUtcNow().AddSeconds(20).ToUnixTimeMilliseconds() });
        var second = await PlanAsync(Cleo, await Anna.AddAssetAsync("A month later", letter), new { type = "after", legacy = first["/legacy/".Length..], delay_days = 30 });
        (await Anna.GetAsync(second)).Json.GetProperty("conditions").GetProperty("time_locked").GetBoolean().Should().BeTrue();

        OutcomeOf(await Anna.RehearsedAsync(second, new { })).Should().Be("waits");
        OutcomeOf(await Anna.RehearsedAsync(second, new { preceded = true })).Should().Be("executed");

        await World.App.HurriedAsync("CheckDueReleases", async () => await StateAsync(first) == "inactive", "the first step");
        await MailedAsync(Ben, MailKind.LegacyDelivered);
        await Eventually.IsTrueAsync(async () => (await Anna.GetAsync($"{second}/conditions")).Json.GetProperty("conditions").GetProperty("next_change").ValueKind == System.Text.Json.JsonValueKind.Number, "the day of the second step");
        (await StateAsync(second)).Should().Be("active");
        (await Cleo.CountAsync("/me/assets")).Should().Be(0);

        await Time.PassSinceStepAsync(second, days: 31);
        await World.App.HurriedAsync("CheckDueReleases", async () => await StateAsync(second) == "inactive", "the second step");

        await MailedAsync(Cleo, MailKind.LegacyDelivered);
        var received = (await Eventually.GetAsync(() => Cleo.ItemsAsync("/me/assets"), assets => assets.Count == 1, "the second letter"))[0].GetProperty("id").GetString();
        (await Cleo.DownloadAsync(received!)).Bytes.Should().Equal(letter.Bytes);
        (await Ben.CountAsync("/me/assets")).Should().Be(1);
    }

    private static string? OutcomeOf(System.Text.Json.JsonElement rehearsal) => rehearsal.GetProperty("result").GetProperty("outcome").GetString();

    [Fact]
    public async Task Given_AStep_When_TheOneBeforeIsCancelled_Then_AnnaIsToldAndNothingIsDelivered()
    {
        var first = await PlanAsync(Ben, Memory, new { type = "date", at = TimeProvider.System.GetUtcNow().AddDays(9).ToUnixTimeMilliseconds() });
        var second = await PlanAsync(Cleo, Memory, new { type = "after", legacy = first["/legacy/".Length..] });

        (await Anna.DeleteAsync(first)).Status.Should().Be(HttpStatusCode.NoContent);

        await MailedAsync(Anna, MailKind.LegacyStranded);
        (await StateAsync(second)).Should().Be("active");
        (await Anna.GetAsync($"{second}/conditions")).Json.GetProperty("conditions").GetProperty("status").GetString().Should().Contain("was cancelled");
        (await Anna.PatchAsync(first, new { name = "Again" })).Code.Should().Be("conflict");
        (await Anna.PostAsync("/legacy", Body(Ben, Memory, new { type = "after", legacy = first["/legacy/".Length..] }))).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Given_ReceiversInTurn_When_TheFirstDoesNotClaim_Then_TheNextAloneReceivesIncludingTheReceipt()
    {
        var planned = await Anna.PostAsync("/legacy", new
        {
            name = "For one of you",
            assets = new[] { Memory },
            receivers = new[] { Ben.UserId, Cleo.UserId },
            conditions = new { type = "date", at = 1 },
            in_turn = new { wait_days = 14 },
        });
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        var legacy = planned.Location!.ToString();
        await World.App.HurriedAsync("CheckDueReleases", async () => await Ben.CountAsync("/me/legacy/incoming") == 1, "the turn of the first");
        await MailedAsync(Ben, MailKind.LegacyClaimable);
        (await Cleo.CountAsync("/me/legacy/incoming")).Should().Be(0);
        (await Cleo.PostAsync($"{legacy}/trigger", new { })).Code.Should().Be("not_ready");
        (await Cleo.GetAsync(legacy)).Json.GetProperty("receivers").GetArrayLength().Should().Be(1, "nobody learns of the others");

        await Time.PassTurnAsync(legacy, days: 15);
        await World.App.HurriedAsync("CheckDueReleases", async () => await Cleo.CountAsync("/me/legacy/incoming") == 1, "the turn of the next");
        await MailedAsync(Cleo, MailKind.LegacyClaimable);
        await MailedAsync(Anna, MailKind.LegacyPassedOver);
        (await Ben.PostAsync($"{legacy}/trigger", new { })).Code.Should().Be("not_ready");
        var turns = (await Anna.GetAsync($"{legacy}/conditions")).Json.GetProperty("turns");
        turns.GetProperty("receiver").GetString().Should().Be($"/users/{Cleo.UserId}");
        turns.GetProperty("passed_over")[0].GetProperty("reason").GetString().Should().Be("unclaimed");

        foreach (var receiver in new[] { Ben, Cleo }) (await receiver.GetAsync($"{legacy}/receipt")).ShouldBeProblem(404, "receipt_not_issued");
        (await Cleo.PostAsync($"{legacy}/trigger", new { })).Status.Should().Be(HttpStatusCode.NoContent);
        var received = (await Eventually.GetAsync(() => Cleo.ItemsAsync("/me/assets"), assets => assets.Count == 1, "what was left"))[0].GetProperty("id").GetString();
        (await Cleo.DownloadAsync(received!)).Bytes.Should().Equal(Letter.Bytes);
        (await Ben.CountAsync("/me/assets")).Should().Be(0);
        (await Ben.GetAsync($"/assets/{Memory}/file")).Code.Should().Be("forbidden");
        await Eventually.IsTrueAsync(async () => (await Anna.AllItemsAsync("/me/history")).Any(entry => entry.GetProperty("kind").GetString() == "receiver_passed_over"), "the history");
        await Eventually.IsTrueAsync(async () => (await Cleo.GetAsync($"{legacy}/receipt")).Status == HttpStatusCode.OK, "the receipt");
        (await Ben.GetAsync($"{legacy}/receipt")).ShouldBeProblem(403, "forbidden");
    }

    private async Task<string> PlanAsync(ApiClient receiver, string asset, object conditions)
    {
        var planned = await Anna.PostAsync("/legacy", Body(receiver, asset, conditions));
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        return planned.Location!.ToString();
    }

    /// <summary>Each with a name of its own: one asset may be in several.</summary>
    private object Body(ApiClient receiver, string asset, object conditions) =>
        new { name = $"Letter {++_letters}", assets = new[] { asset }, receivers = new[] { receiver.UserId }, delivery = "automatic", bequest_type = "copy", conditions };

    private async Task<string?> StateAsync(string legacy) => (await Anna.GetAsync(legacy)).Json.GetProperty("state").GetString();
}
