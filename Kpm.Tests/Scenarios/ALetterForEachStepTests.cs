using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>"A letter for each step": one on a day to Ben, another a month after it to Cleo.</summary>
[Collection(ApiTests.Name)]
public sealed class ALetterForEachStepTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    [Fact]
    public async Task Given_TwoSteps_When_TheFirstIsDeliveredAndAMonthPasses_Then_TheSecondReachesSomebodyElse()
    {
        var letter = FileToUpload.Binary(6_000);
        var first = await PlanAsync(Ben, Memory, new { type = "date", at = TimeProvider.System.GetUtcNow().AddSeconds(20).ToUnixTimeMilliseconds() });
        var second = await PlanAsync(Cleo, await Anna.AddAssetAsync("A month later", letter), new { type = "after", legacy = first["/legacy/".Length..], delay_days = 30 });
        (await Anna.GetAsync(second)).Json.GetProperty("conditions").GetProperty("time_locked").GetBoolean().Should().BeTrue();

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

    private async Task<string> PlanAsync(ApiClient receiver, string asset, object conditions)
    {
        var planned = await Anna.PostAsync("/legacy", Body(receiver, asset, conditions));
        planned.Status.Should().Be(HttpStatusCode.Created, planned.Body);
        return planned.Location!.ToString();
    }

    private static object Body(ApiClient receiver, string asset, object conditions) =>
        new { name = "A letter", assets = new[] { asset }, receivers = new[] { receiver.UserId }, delivery = "automatic", bequest_type = "copy", conditions };

    private async Task<string?> StateAsync(string legacy) => (await Anna.GetAsync(legacy)).Json.GetProperty("state").GetString();
}
