using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>"The widow": somebody does not answer any more. They are asked, those who know them are, they are warned; then what they left reaches who it is for.</summary>
[Collection(ApiTests.Name)]
public sealed class TheWidowTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    [Fact]
    public async Task Given_SomebodyWhoDoesNotAnswer_When_EveryStageHasPassed_Then_WhatTheyLeftReachesTheReceiverWhole()
    {
        var legacy = await PlanAsync(Ben, periodDays: 90);
        (await Anna.GetAsync($"/assets/{Memory}")).Status.Should().Be(HttpStatusCode.OK, "what waits for a silence stays in use");
        (await Anna.GetAsync(legacy)).Json.GetProperty("conditions").GetProperty("time_locked").GetBoolean().Should().BeTrue();
        (await Ben.CountAsync("/me/legacy/incoming")).Should().Be(0);

        var attempt = await Time.PassPeriodAsync(Anna, legacy, days: 91);
        await MailedAsync(Anna, MailKind.CheckIn);
        (await AttemptAsync(attempt)).GetProperty("stage").GetString().Should().Be("reminding");

        await Time.PassDaysAsync(attempt, until: 2);
        await MailedAsync(Anna, MailKind.CheckIn, MailKind.CheckIn, MailKind.CheckIn);
        await MailedAsync(Ben, MailKind.KeeperAsked);
        await MailedAsync(Cleo, MailKind.KeeperAsked);
        (await AttemptAsync(attempt)).GetProperty("stage").GetString().Should().Be("grace");

        await Time.PassDaysAsync(attempt, until: 3);
        await MailedAsync(Anna, MailKind.ReleaseImminent);
        await MailedAsync(Ben, MailKind.KeeperWarned);
        (await AttemptAsync(attempt)).GetProperty("stage").GetString().Should().Be("waiting");
        (await Anna.GetAsync(legacy)).Json.GetProperty("state").GetString().Should().Be("active");

        await Time.PassDaysAsync(attempt, until: 4);
        await World.App.HurriedAsync("CheckDueReleases", async () => (await Ben.GetAsync(legacy)).Json.GetProperty("state").GetString() == "inactive", "the release");
        await EndsAsync(attempt, "released");
        (await AttemptAsync(attempt)).GetProperty("stage").GetString().Should().Be("met");
        await MailedAsync(Ben, MailKind.LegacyDelivered);
        var received = (await Eventually.GetAsync(() => Ben.ItemsAsync("/me/assets"), assets => assets.Count == 1, "what was left"))[0].GetProperty("id").GetString();
        (await Ben.DownloadAsync(received!)).Bytes.Should().Equal(Letter.Bytes);
        var told = await Eventually.GetAsync(
            async () => (await Anna.AllItemsAsync("/me/history")).Select(entry => entry.GetProperty("kind").GetString()).ToList(),
            kinds => kinds.Contains("legacy_delivered") && kinds.Contains("attempt_ended"),
            "the history");
        told.Should().Contain(["attempt_begun", "silence_met", "legacy_executed"]);
    }
}
