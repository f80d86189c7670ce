using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Browser.Silences;

/// <summary>"Three months at sea", in a browser: a journey is told, a silence afterwards is asked about, and a button ends that.</summary>
[Collection(ApiTests.Name)]
public sealed class ThreeMonthsAtSeaTests(LazyApiWorld lazy) : SilenceInBrowser(lazy)
{
    [Fact]
    public async Task Given_ATravelPause_When_TheOwnerIsSilentForLonger_Then_TheyAreAskedOnlyAfterItsEndAndAButtonEndsThat()
    {
        var legacy = await PlanAsync(Ben, periodDays: 30);
        var (attempt, script) = ("", NewScript());
        script.Turns["sea"] = async () =>
        {
            await Time.PassAsync(Anna, legacy, days: 90);
            await World.App.HurriedAsync("CheckDueReleases", async () => (await Anna.GetAsync($"{legacy}/conditions")).Json.GetProperty("next_check_at").GetInt64() > TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), "a look that is put off");
            return $"{(await Anna.GetAsync($"{legacy}/attempts")).Json.GetArrayLength()}";
        };
        script.Turns["home"] = async () =>
        {
            await Time.EndPauseAsync(Anna, days: 31);
            attempt = await Time.PassPeriodAsync(Anna, legacy, days: 200);
            return IdOf(legacy);
        };
        script.Turns["here"] = async () =>
        {
            await EndsAsync(attempt, "vetoed");
            return "ended";
        };

        await script.RunAsync("Silences/sea.mjs");
    }
}
