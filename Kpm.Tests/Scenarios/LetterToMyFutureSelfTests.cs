using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>A letter to my future self: hidden from myself until the day, and mine again.</summary>
[Collection(ApiTests.Name)]
public sealed class LetterToMyFutureSelfTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_ALetterToMyself_When_TheDayComes_Then_ItIsThereAgain()
    {
        var letter = await PlanAsync("to-future-self", new { scheduled_date = In(3) });
        (await ClaimAsync(Anna, letter)).Code.Should().Be("not_ready");
        await WaitsForAsync(Anna);
        await ClaimedAsync(Anna, letter);
        await HasMemoryAsync(Anna);
        (await Ben.GetAsync(letter)).Code.Should().Be("forbidden");
        (await MailToAnnaAsync(MailKind.LegacyDelivered)).Text.Should().Contain("left to yourself");
        (await HistoryAsync(Anna, "legacy_delivered")).Should().StartWith("legacy_scheduled").And.Contain(["legacy_executed", "asset_delivered"]);
    }
}
