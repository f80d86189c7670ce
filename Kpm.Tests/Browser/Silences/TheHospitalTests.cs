using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Browser.Silences;

/// <summary>"The hospital", in a browser at a desk: a keeper says that the owner is alive, the owner sees who said so, and stops it.</summary>
[Collection(ApiTests.Name)]
public sealed class TheHospitalTests(LazyApiWorld lazy) : SilenceInBrowser(lazy)
{
    [Fact]
    public async Task Given_AnOwnerInHospital_When_AKeeperSpeaksOnThePageOfTheMail_Then_TheOwnerSeesItAndStopsIt()
    {
        var legacy = await PlanAsync(Ben, periodDays: 7, name: "Papers for the hospital");
        var (attempt, script) = ("", NewScript(isAtDesk: true));
        script.Turns["silent"] = async () =>
        {
            attempt = await Time.PassPeriodAsync(Anna, legacy, days: 8);
            await Time.PassDaysAsync(attempt, until: 2);
            return await WatchLinkAsync(Cleo);
        };
        script.Turns["told"] = async () =>
        {
            await MailedAsync(Anna, MailKind.AttemptPaused);
            return IdOf(legacy);
        };
        script.Turns["here"] = async () =>
        {
            await EndsAsync(attempt, "vetoed");
            return "ended";
        };

        await script.RunAsync("Silences/hospital.mjs");
    }
}
