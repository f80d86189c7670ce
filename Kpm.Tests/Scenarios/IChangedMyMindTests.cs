using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>I changed my mind: what was planned is mine again, and who had been told is told.</summary>
[Collection(ApiTests.Name)]
public sealed class IChangedMyMindTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_APlan_When_AnnaTakesItBack_Then_TheMemoryIsHersAgain()
    {
        var plan = await PlanAsync("transfer", new { receivers = new[] { Ben.UserId } });
        await WaitsForAsync(Ben);
        (await MailToBenAsync(MailKind.LegacyClaimable)).Text.Should().NotContain("Our summer").And.NotContain("For later");
        (await Anna.DeleteAsync(plan)).Status.Should().Be(HttpStatusCode.NoContent);
        await HasMemoryAsync(Anna);
        await MailToBenAsync(MailKind.LegacyWithdrawn);
        await Eventually.IsTrueAsync(async () => await Ben.CountAsync("/me/legacy/incoming") == 0, "nothing that waits");
        (await ClaimAsync(Ben, plan)).Code.Should().Be("not_ready");
        (await HistoryAsync(Ben, "legacy_canceled")).Should().Equal("legacy_claimable", "legacy_canceled");
        await HasNotMemoryAsync(Ben);
    }
}
