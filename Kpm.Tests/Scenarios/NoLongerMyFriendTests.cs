using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>She is no longer my friend: who is no keep any more cannot claim, and the plan ends.</summary>
[Collection(ApiTests.Name)]
public sealed class NoLongerMyFriendTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_AKeepThatEnded_When_TheReceiverClaims_Then_NothingIsTheirsAndTheOwnerIsTold()
    {
        var plan = await PlanAsync("transfer", new { receivers = new[] { Ben.UserId } });
        await WaitsForAsync(Ben);
        var keep = (await Anna.ItemsAsync("/me/keeps")).Single(found => found.ToString().Contains(Ben.UserId, StringComparison.Ordinal)).GetProperty("id").GetString();
        (await Anna.PutAsync("/me/keeps/decline", new { keep_id = keep, reason = "We drifted apart" })).Status.Should().Be(HttpStatusCode.NoContent);
        var claimed = await Eventually.GetAsync(() => ClaimAsync(Ben, plan), answer => answer.Code != "not_ready", "a claim");
        claimed.Code.Should().Be("conflict");
        await HasNotMemoryAsync(Ben);
        await HasMemoryAsync(Anna);
        (await MailToAnnaAsync(MailKind.LegacyReceiverMissing)).Text.Should().Contain("ended without delivery");
        (await HistoryAsync(Anna, "legacy_canceled")).Should().NotContain("legacy_executed");
    }
}
