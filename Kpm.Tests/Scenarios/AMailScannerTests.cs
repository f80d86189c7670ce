using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>A program of a mail provider opens every link of every mail, again and again: that is nobody's sign of life, and nobody's wish.</summary>
[Collection(ApiTests.Name)]
public sealed class AMailScannerTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    private const int VisitsOfAYear = 365;

    [Fact]
    public async Task Given_AProgramThatOpensEveryLink_When_ItDoesSoForAYear_Then_NothingChanges()
    {
        var legacy = await PlanAsync(Ben, periodDays: 30);
        var attempt = await Time.PassPeriodAsync(Anna, legacy, days: 31);
        await MailedAsync(Anna, MailKind.CheckIn);
        var link = (await CheckInLinkAsync()).PathAndQuery["/api/v1".Length..];
        var before = (await AttemptAsync(attempt)).GetRawText();

        for (var visit = 0; visit < VisitsOfAYear; visit++) (await World.Nobody.GetAsync(link)).ShouldBe(HttpStatusCode.OK);

        (await World.Nobody.GetAsync("/users/checked-in")).ShouldBe(HttpStatusCode.OK);
        await World.App.BusOperator.AreDrainedAsync();
        (await AttemptAsync(attempt)).GetRawText().Should().Be(before);
        await Time.PassDaysAsync(attempt, until: 1);
    }
}
