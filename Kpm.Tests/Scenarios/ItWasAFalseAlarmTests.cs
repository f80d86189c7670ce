using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>"It was a false alarm": a keeper knows better, and the owner comes back by the button of a mail, or when it can be claimed already.</summary>
[Collection(ApiTests.Name)]
public sealed class ItWasAFalseAlarmTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    [Fact]
    public async Task Given_AnAttempt_When_AStrangerOrTheOwnerWantsToPauseIt_Then_TheyMayNotAndThatOfTheOwnerIsASignOfLife()
    {
        var legacy = await PlanAsync(Ben, periodDays: 30);
        var attempt = await Time.PassPeriodAsync(Anna, legacy, days: 31);
        await Time.PassDaysAsync(attempt, until: 2);

        (await World.Stranger.PostAsync($"{attempt}/pause", new { })).ShouldBeProblem(403, "forbidden");
        (await AttemptAsync(attempt)).GetProperty("outcome").GetString().Should().BeNull();
        (await Anna.PostAsync($"{attempt}/pause", new { })).ShouldBeProblem(403, "forbidden");
        await EndsAsync(attempt, "vetoed");
    }

    [Fact]
    public async Task Given_AnAttempt_When_AKeeperPausesItAndTheOwnerPressesTheMailedButton_Then_NothingHappensAndAllAreTold()
    {
        var legacy = await PlanAsync(Ben, periodDays: 30);
        var attempt = await Time.PassPeriodAsync(Anna, legacy, days: 31);
        await Time.PassDaysAsync(attempt, until: 3);
        (await Cleo.PostAsync($"{attempt}/pause", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await Cleo.PostAsync($"{attempt}/pause", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await Ben.PostAsync($"{attempt}/pause", new { })).ShouldBeProblem(409, "attempt_paused_before");
        await MailedAsync(Anna, MailKind.AttemptPaused);
        await MailedAsync(Ben, MailKind.KeeperSpoke);
        (await AttemptAsync(attempt)).GetProperty("pause").GetProperty("days_left").GetInt32().Should().Be(15);

        var link = (await CheckInLinkAsync()).PathAndQuery["/api/v1".Length..];
        (await World.Nobody.GetAsync(link)).Body.Should().Contain("<button");
        (await AttemptAsync(attempt)).GetProperty("outcome").GetString().Should().BeNull("to open the page is no sign");
        var token = System.Web.HttpUtility.ParseQueryString(link[link.IndexOf('?', StringComparison.Ordinal)..])["check_in_token"];
        (await World.Nobody.PostAsync("/users/check-in", new { check_in_token = token })).ShouldBe(HttpStatusCode.NoContent);

        await EndsAsync(attempt, "vetoed");
        await MailedAsync(Anna, MailKind.AttemptStopped);
        await MailedAsync(Ben, MailKind.KeeperReassured);
        (await Anna.GetAsync(legacy)).Json.GetProperty("state").GetString().Should().Be("active");
        (await Anna.GetAsync("/me/signs-of-life")).Json.GetProperty("last_sign").GetProperty("kind").GetString().Should().Be("check_in");
    }

    [Fact]
    public async Task Given_WhatCanBeClaimed_When_TheOwnerLogsIn_Then_ItCannotBeAnyMoreAndTheReceiverIsTold()
    {
        var legacy = await PlanAsync(Ben, periodDays: 30, delivery: "claim");
        var attempt = await Time.PassPeriodAsync(Anna, legacy, days: 31);
        await Time.PassDaysAsync(attempt, until: 4);
        await MailedAsync(Ben, MailKind.LegacyClaimable);
        var met = await AttemptAsync(attempt);
        (met.GetProperty("stage").GetString(), met.GetProperty("outcome").GetString()).Should().Be(("met", null));

        await AnnaLogsInAsync();
        (await Ben.PostAsync($"{legacy}/trigger", new { })).ShouldBeProblem(403, "not_ready");
        await EndsAsync(attempt, "vetoed");
        await MailedAsync(Ben, MailKind.LegacyWithdrawn);
        (await Ben.PostAsync($"{legacy}/trigger", new { })).ShouldBeProblem(403, "not_ready");
    }
}
