using System.Net;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>An account is closed: its user leaves, the days go by, and the same steps follow as when an admin removes it.</summary>
[Collection(FaultTests.Name)]
public sealed class ClosedAccountTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_AUserWhoLeaves_When_FourteenDaysHavePassed_Then_TheAccountIsRemovedAndItsKeepsSeeItGone()
    {
        var world = await lazy.GetAsync();
        var system = world.App;
        using var stored = new StoredDocuments(system);
        var (anna, ben) = (Person.New("anna"), Person.New("ben"));
        using var annaClient = await world.JoinAsync(anna);
        using var benClient = await world.JoinAsync(ben);
        await ApiWorld.BefriendAsync(annaClient, benClient);
        await Eventually.IsTrueAsync(async () => await benClient.CountAsync("/me/keeps") == 1, "the keep in the list");

        (await annaClient.DeleteAsync("/me")).ShouldBe(HttpStatusCode.Accepted);
        (await annaClient.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        await Eventually.IsTrueAsync(async () => (await system.Mailbox.MailsAsync(anna.Email)).Any(mail => mail.Subject.Contains("will be closed", StringComparison.Ordinal)), "the mail that tells the day");
        await system.FireAsync("CheckDueRemovals");
        await system.BusOperator.AreDrainedAsync();
        (await stored.RemovalAsync(annaClient.UserId)).Should().BeNull("it is not time");
        (await benClient.GetAsync($"/users/{annaClient.UserId}")).ShouldBe(HttpStatusCode.OK);

        await stored.BringForwardClosingAsync(annaClient.UserId);
        await system.FireAsync("CheckDueRemovals");
        await stored.RemovalIsDoneAsync(annaClient.UserId);

        (await annaClient.LogInAsync(anna)).ShouldBeProblem(401, "bad_credentials");
        (await benClient.GetAsync($"/users/{annaClient.UserId}")).ShouldBeProblem(403, "forbidden");
        await Eventually.IsTrueAsync(async () => await benClient.CountAsync("/me/keeps") == 0, "the keep is gone from the list");
        (await stored.AllTextAsync()).Should().NotContain(anna.Email);
        (await system.Mailbox.MailsAsync(anna.Email))[^1].Subject.Should().Contain("Your account was removed");
        (await stored.FailuresAsync()).Should().BeEmpty();
    }
}
