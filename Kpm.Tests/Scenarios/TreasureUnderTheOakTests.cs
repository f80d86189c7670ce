using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>The treasure under the oak: whoever stands there may have it.</summary>
[Collection(ApiTests.Name)]
public sealed class TreasureUnderTheOakTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_ATreasureUnderTheOak_When_BenStandsThere_Then_ItIsHis()
    {
        var treasure = await PlanAsync("hide-and-seek", new { receivers = new[] { Ben.UserId }, location = "geo:42.1734,2.4867;u=50" });
        await WaitsForAsync(Ben);
        (await Ben.GetAsync(treasure)).Body.Should().Contain("geo_locked").And.NotContain("42.17");
        await IsReadyAsync(treasure);
        (await ClaimAsync(Ben, treasure, "geo:42.18,2.4867")).Code.Should().Be("not_ready");
        await HasNotMemoryAsync(Ben);
        await ClaimedAsync(Ben, treasure, "geo:42.17345,2.48665;u=12");
        await HasMemoryAsync(Ben);
        (await HistoryAsync(Ben, "legacy_delivered")).Should().Contain(["place_found", "legacy_executed"]);
    }
}
