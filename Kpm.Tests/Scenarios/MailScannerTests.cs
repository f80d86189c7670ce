using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>SEC-17. A mail scanner opens every link of every mail, twice, before its receiver does: nothing changes, and every link still works.</summary>
[Collection(ApiTests.Name)]
public sealed class MailScannerTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_AScannerThatOpensEveryLink_When_TheReceiverFollowsThemLater_Then_TheScannerHasChangedNothing()
    {
        var world = await lazy.GetAsync();
        var anna = Person.New("scanned");
        var moved = Person.New("scanned").Email;
        using var client = world.App.NewClient();
        (await client.RegisterAsync(anna)).ShouldBe(HttpStatusCode.Created);
        var activation = await world.App.Mailbox.LinkAsync(anna.Email, "activation_token");
        await ScanAsync(world, anna.Email);
        (await client.LogInAsync(anna)).ShouldBeProblem(403, "user_not_validated");
        (await world.Nobody.ActivateAsync(activation)).ShouldBe(HttpStatusCode.SeeOther);
        (await client.LogInAsync(anna)).ShouldBe(HttpStatusCode.OK);

        (await client.PostAsync("/me/email-change", new { email = moved })).ShouldBe(HttpStatusCode.Accepted);
        (await client.PostAsync("/users/password-reset-mail", new { email = anna.Email })).ShouldBe(HttpStatusCode.Accepted);
        var change = await world.App.Mailbox.LinkAsync(moved, "email_change_token");
        var reset = await world.App.Mailbox.LinkAsync(anna.Email, "reset_token");
        var before = await ApiWorld.EverythingOfAsync(client);
        await ScanAsync(world, anna.Email);
        await ScanAsync(world, moved);
        (await ApiWorld.EverythingOfAsync(client)).Should().Be(before);

        (await PressAsync(world, "/users/password-reset", new("reset_token", TokenOf(reset)), new("new_password", "scanned but not changed 5"))).ShouldBe(HttpStatusCode.SeeOther);
        (await client.LogInAsync(anna with { Password = "scanned but not changed 5" })).ShouldBe(HttpStatusCode.OK);
        (await PressAsync(world, "/users/email-change", new KeyValuePair<string, string>("email_change_token", TokenOf(change)))).ShouldBe(HttpStatusCode.SeeOther);
        (await client.LogInAsync(anna with { Email = moved, Password = "scanned but not changed 5" })).ShouldBe(HttpStatusCode.OK);
    }

    private static string TokenOf(Uri link) => Uri.UnescapeDataString(link.Query.Split("_token=")[1]);

    private static Task<ApiAnswer> PressAsync(ApiWorld world, string path, params KeyValuePair<string, string>[] fields) =>
        world.Nobody.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields));

    /// <summary>Opens every link, and asks for its head, as scanners do.</summary>
    private static async Task ScanAsync(ApiWorld world, string address)
    {
        var links = (await world.App.Mailbox.MailsAsync(address)).SelectMany(mail => mail.Links()).Distinct().ToList();
        links.Should().NotBeEmpty();
        foreach (var link in links)
            for (var i = 0; i < 2; i++) await world.Nobody.GetAsync(link.PathAndQuery);
    }
}
