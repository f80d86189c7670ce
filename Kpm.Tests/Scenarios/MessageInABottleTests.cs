using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>A message in a bottle: nobody knows the day, and one day it is there.</summary>
[Collection(ApiTests.Name)]
public sealed class MessageInABottleTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_ABottle_When_ItsDayComes_Then_ItReachesBenWhoCouldNotForeseeIt()
    {
        var bottle = await PlanAsync("in-a-bottle", new { receivers = new[] { Ben.UserId }, min_date = In(3), max_date = In(5) });
        var seen = (await Ben.GetAsync(bottle)).Json.GetProperty("conditions");
        (seen.TryGetProperty("release_time", out _), seen.GetProperty("time_locked").GetBoolean()).Should().Be((false, true));
        (await Anna.GetAsync($"{bottle}/conditions")).Json.GetProperty("conditions").GetProperty("text").GetString().Should().StartWith("on a day drawn at random");
        await WaitsForAsync(Ben);
        await ClaimedAsync(Ben, bottle);
        await HasMemoryAsync(Ben);
        await HasNotMemoryAsync(Anna);
    }
}
