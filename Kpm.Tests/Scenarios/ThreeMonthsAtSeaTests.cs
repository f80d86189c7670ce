using System.Net;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>"Three months at sea": somebody says until when they are away, and until then their silence means nothing.</summary>
[Collection(ApiTests.Name)]
public sealed class ThreeMonthsAtSeaTests(LazyApiWorld lazy) : SilenceStory(lazy)
{
    [Fact]
    public async Task Given_ATravelPause_When_TheOwnerIsSilentForLonger_Then_TheyAreAskedOnlyAfterItsEnd()
    {
        var legacy = await PlanAsync(Ben, periodDays: 30);
        var back = TimeProvider.System.GetUtcNow().AddDays(90).ToUnixTimeMilliseconds();
        (await Anna.PutAsync("/me/travel-pause", new { until = back })).ShouldBe(HttpStatusCode.NoContent);
        (await Anna.GetAsync("/me/signs-of-life")).Json.GetProperty("paused_until").GetInt64().Should().Be(back);

        await Time.PassAsync(Anna, legacy, days: 80);
        await World.App.HurriedAsync("CheckDueReleases", async () => (await Anna.GetAsync($"{legacy}/conditions")).Json.GetProperty("next_check_at").GetInt64() > TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), "a look that is put off");
        (await Anna.GetAsync($"{legacy}/attempts")).Json.GetArrayLength().Should().Be(0);

        await Time.EndPauseAsync(Anna, days: 31);
        var attempt = await Time.PassPeriodAsync(Anna, legacy, days: 200);
        (await Anna.PutAsync("/me/travel-pause", new { until = back })).ShouldBe(HttpStatusCode.NoContent);
        await EndsAsync(attempt, "paused_out");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(400)]
    public async Task Given_APauseThatEndsNeverOrNow_When_AskedFor_Then_ItIsRefused(int days) =>
        (await Anna.PutAsync("/me/travel-pause", new { until = TimeProvider.System.GetUtcNow().AddDays(days).ToUnixTimeMilliseconds() })).ShouldBeProblem(422, "validation_failed");
}
