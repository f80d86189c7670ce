using System.Net;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>"The hospital": what is needed within days and what is for after a death go by clocks of their own.</summary>
[Collection(ApiTests.Name)]
public sealed class TheHospitalTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    [Fact]
    public async Task Given_TwoPlansForTheSameMemory_When_TheOwnerIsSilentForDays_Then_OnlyTheShortOneIsReleased()
    {
        var papers = await PlanAsync(Ben, periodDays: 7, name: "Papers for the hospital");
        var farewell = await PlanAsync(Cleo, periodDays: 365, name: "Farewell");
        var attempt = await Time.PassPeriodAsync(Anna, papers, days: 8);
        await Time.PassAsync(Anna, farewell, days: 8);
        await Time.PassDaysAsync(attempt, until: 4);
        await World.App.HurriedAsync("CheckDueReleases", async () => (await Ben.GetAsync(papers)).Json.GetProperty("state").GetString() == "inactive", "the papers");
        await EndsAsync(attempt, "released");

        (await Anna.GetAsync($"{farewell}/attempts")).Json.GetArrayLength().Should().Be(0);
        (await Anna.GetAsync(farewell)).Json.GetProperty("state").GetString().Should().Be("active");
        (await Anna.PatchAsync(farewell, new { name = "Farewell, later" })).ShouldBe(HttpStatusCode.NoContent);
    }
}
