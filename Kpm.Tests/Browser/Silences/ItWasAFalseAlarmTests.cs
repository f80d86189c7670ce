using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser.Silences;

/// <summary>"It was a false alarm", in a browser: the button of the mailed page ends it, the keepers are told, and the plan stands. The mail of that time leads to the next one, too.</summary>
[Collection(ApiTests.Name)]
public sealed class ItWasAFalseAlarmTests(LazyApiWorld lazy) : SilenceInBrowser(lazy)
{
    [Fact]
    public async Task Given_AnAttempt_When_TheOwnerPressesTheButtonOfTheMailedPage_Then_ItEndsTheKeepersAreToldAndThePlanStands()
    {
        var legacy = await PlanAsync(Ben, periodDays: 30);
        var (attempt, script) = ("", NewScript());
        script.Turns["silent"] = async () =>
        {
            attempt = await Time.PassPeriodAsync(Anna, legacy, days: 31);
            await Time.PassDaysAsync(attempt, until: 3);
            await MailedAsync(Cleo, MailKind.KeeperWarned);
            return JsonSerializer.Serialize(new { checkIn = (await CheckInLinkAsync()).PathAndQuery, watch = await WatchLinkAsync(Cleo), legacy = IdOf(legacy) });
        };
        script.Turns["here"] = async () =>
        {
            await EndsAsync(attempt, "vetoed");
            await MailedAsync(Ben, MailKind.KeeperReassured);
            await MailedAsync(Cleo, MailKind.KeeperReassured);
            return (await Anna.GetAsync(legacy)).Json.GetProperty("state").GetString()!;
        };
        script.Turns["silent again"] = async () =>
        {
            await Eventually.IsTrueAsync(async () => (await Ben.GetAsync($"{legacy}/attestations")).Json.GetProperty("attempt").ValueKind == JsonValueKind.Null, "no attempt under way");
            return await Time.PassPeriodAsync(Anna, legacy, days: 31);
        };

        await script.RunAsync("Silences/alarm.mjs");
    }
}
