using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>The wedding album: shared with two, and kept.</summary>
[Collection(ApiTests.Name)]
public sealed class WeddingAlbumTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_AnAlbumForTwo_When_OneClaimsIt_Then_AllThreeOwnIt()
    {
        var album = await PlanAsync("transfer", new { receivers = new[] { Ben.UserId, Cleo.UserId }, bequest_type = "co-ownership" });
        await WaitsForAsync(Cleo);
        await ClaimedAsync(Cleo, album);
        foreach (var person in new[] { Anna, Ben, Cleo }) await HasMemoryAsync(person);
        (await Anna.GetAsync($"/assets/{Memory}")).Json.GetProperty("owners_id").EnumerateArray().Select(owner => owner.GetString())
            .Should().Equal($"/users/{Anna.UserId}", $"/users/{Ben.UserId}", $"/users/{Cleo.UserId}");
        (await MailToBenAsync(MailKind.LegacyDelivered)).Text.Should().NotContain("Our summer").And.NotContain("For later");
        (await ClaimAsync(Ben, album)).Status.Should().Be(HttpStatusCode.NoContent, "it was claimed for all");
    }
}
