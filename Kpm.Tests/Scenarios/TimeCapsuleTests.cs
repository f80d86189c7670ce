using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>The time capsule: at the place, after the day. Whoever was there before needs not go again.</summary>
[Collection(ApiTests.Name)]
public sealed class TimeCapsuleTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_ACapsule_When_ThePlaceIsFoundBeforeTheDay_Then_ItOpensWithTheDay()
    {
        var capsule = await PlanAsync("time-capsule", new { receivers = new[] { Ben.UserId, Cleo.UserId }, location = "The old school", scheduled_date = In(6) });
        await IsReadyAsync(capsule);
        (await ClaimAsync(Ben, capsule, "the OLD school")).Code.Should().Be("not_ready");
        var place = (await Anna.GetAsync($"{capsule}/conditions")).Json.GetProperty("conditions").GetProperty("of")[0];
        place.GetProperty("met").GetBoolean().Should().BeTrue();
        place.GetProperty("evidence").GetProperty("by").GetString().Should().Be($"/users/{Ben.UserId}");
        await WaitsForAsync(Cleo);
        await ClaimedAsync(Cleo, capsule);
        await HasMemoryAsync(Ben);
        await HasMemoryAsync(Cleo);
    }
}
