using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Scenarios;

/// <summary>
/// A grandmother has no account. Her grandchild leaves her a photo all the same: nothing moves until she follows the link in her mail, and
/// then she has an account, a keep and the photo.
/// </summary>
[Collection(ApiTests.Name)]
public sealed class GrandmotherHasNoAccountTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_APhotoForSomebodyWithoutAnAccount_When_SheFollowsTheLinkInHerMail_Then_SheHasAnAccountAKeepAndThePhoto()
    {
        var world = await lazy.GetAsync();
        using var grandchild = await world.JoinAsync("nuria");
        var grandmother = Person.New("iaia");
        var photo = FileToUpload.Photo(0);
        var asset = await grandchild.AddAssetAsync("The two of us", photo);

        var planned = await grandchild.PostAsync("/legacy/transfer", new { name = "For grandmother", assets = new[] { asset }, receivers = new[] { new { email = grandmother.Email, name = "Iaia" } }, scheduled_date = 1 });
        planned.ShouldBe(HttpStatusCode.Created);
        var legacy = planned.Location!.ToString();
        var link = await world.App.Mailbox.LinkAsync(grandmother.Email, "invitation_token");

        await world.App.BusOperator.AreDrainedAsync();
        (await world.App.Mailbox.MailsAsync(grandmother.Email)).Should().ContainSingle();
        var waiting = (await grandchild.GetAsync(legacy)).Json;
        (waiting.GetProperty("state").GetString(), waiting.GetProperty("receivers").GetArrayLength(), waiting.GetProperty("invited")[0].GetProperty("state").GetString()).Should().Be(("active", 0, "pending"));

        // A program that looks at mails opens the link: nothing happens.
        using var browser = world.App.NewClient();
        (await browser.GetAsync(link.PathAndQuery)).ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync(link.PathAndQuery)).ShouldBe(HttpStatusCode.OK);
        var signedUp = await browser.PostAsync("/invitations/sign-up", new { invitation_token = link.Query.Split('=')[1], username = grandmother.Username, password = grandmother.Password, public_name = "Iaia" });
        signedUp.ShouldBe(HttpStatusCode.Created);

        (await browser.LogInAsync(grandmother)).ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/me")).Json.GetProperty("email").GetString().Should().Be(grandmother.Email);
        await Eventually.IsTrueAsync(async () => await browser.CountAsync("/me/legacy/incoming") == 1, "the legacy among those that wait for her");
        await Eventually.IsTrueAsync(async () => (await grandchild.ItemsAsync("/me/keeps")).Any(keep => keep.GetProperty("state").GetString() == "active"), "the keep");
        (await browser.PostAsync($"{legacy}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);

        await Eventually.IsTrueAsync(async () => await browser.CountAsync("/me/assets") == 1, "the photo in her list");
        (await browser.DownloadAsync(asset)).Bytes.Should().Equal(photo.Bytes);
        (await grandchild.GetAsync($"/assets/{asset}")).ShouldBeProblem(403, "forbidden");
        await Eventually.IsTrueAsync(
            async () => (await grandchild.ItemsAsync("/me/history")).Any(step => step.GetProperty("kind").GetString() == "receiver_joined"),
            "the history tells the giver that she came");
        await Eventually.IsTrueAsync(
            async () => (await world.App.Mailbox.MailsAsync(grandmother.Email)).Any(mail => mail.Subject.Contains("Your account is ready", StringComparison.Ordinal)),
            "the mail that her account is ready");
        (await world.App.Mailbox.MailsAsync(grandmother.Email)).Should().NotContain(mail => mail.Subject.Contains("Welcome", StringComparison.Ordinal), "there is nothing to activate");
    }
}
