using System.Net;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Scenarios;

/// <summary>There is something for you: Anna wishes that Ben knows of it before it can be claimed.</summary>
[Collection(ApiTests.Name)]
public sealed class SomethingWaitsForYouTests(LazyApiWorld lazy) : LegacyStory(lazy)
{
    [Fact]
    public async Task Given_AnOwnerWhoWishesIt_When_SomethingIsPlanned_Then_TheReceiverKnowsThatAndNothingElse()
    {
        var plan = await PlanAsync("transfer", new { receivers = new[] { Ben.UserId }, scheduled_date = In(3_600), tell_receivers = true });

        var mail = await MailToBenAsync(MailKind.LegacyScheduled);
        mail.Text.Should().Contain("has prepared a legacy for you").And.NotContain("Our summer").And.NotContain("For later").And.NotContain("http");
        mail.Html.Should().NotContain("Our summer").And.NotContain("For later");
        (await Anna.GetAsync($"{plan}/conditions")).Json.GetProperty("tell_receivers").GetBoolean().Should().BeTrue();
        (await Ben.ItemsAsync("/me/legacy/incoming")).Should().BeEmpty("it cannot be claimed yet");

        (await Anna.PatchAsync(plan, new { tell_receivers = false })).Status.Should().Be(HttpStatusCode.NoContent);
        (await Anna.GetAsync($"{plan}/conditions")).Json.GetProperty("tell_receivers").GetBoolean().Should().BeFalse();
    }
}
