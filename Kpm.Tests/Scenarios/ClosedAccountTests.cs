using System.Net;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>An account is closed: its user leaves, the days go by, and the same steps follow as when an admin removes it.</summary>
public sealed class ClosedAccountTests
{
    [Fact]
    public async Task Given_AUserWhoLeaves_When_FourteenDaysHavePassed_Then_TheAccountIsRemovedAndItsKeepsSeeItGone()
    {
        await using var system = await KpmSystem.StartAsync();
        using var stored = new StoredDocuments(system);
        using var admin = system.NewClient();
        (await admin.RegisterAsync(Person.New("admin"))).ShouldBe(HttpStatusCode.Created);
        var (anna, ben) = (Person.New("anna"), Person.New("ben"));
        using var annaClient = await JoinAsync(system, anna);
        using var benClient = await JoinAsync(system, ben);
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

    private static async Task<ApiClient> JoinAsync(KpmSystem system, Person person)
    {
        var client = system.NewClient();
        (await client.RegisterAsync(person)).ShouldBe(HttpStatusCode.Created);
        (await client.ActivateAsync(await system.Mailbox.ActivationLinkAsync(person.Email))).ShouldBe(HttpStatusCode.SeeOther);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        return client;
    }
}
