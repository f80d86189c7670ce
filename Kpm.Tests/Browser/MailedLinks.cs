using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser;

/// <summary>One link of each kind that Kpm mails, with the people who get them.</summary>
internal static class MailedLinks
{
    /// <summary>Makes the people and waits for their mails.</summary>
    /// <param name="world">Where.</param>
    /// <param name="script">Gets the people who go on, and the links.</param>
    public static async Task AddAsync(ApiWorld world, BrowserScript script)
    {
        var mailbox = world.App.Mailbox;
        using var anna = await world.JoinAsync(Person.New("anna"));
        (await anna.PatchAsync("/me", new { public_name = "Anna" })).ShouldBe(HttpStatusCode.NoContent);
        script.Links["activation"] = await mailbox.ActivationLinkAsync(await RegisterAsync(world));
        script.Links["reset"] = await mailbox.LinkAsync(await ForgetAsync(world), "reset_token");
        script.Links["move"] = await mailbox.LinkAsync(await MoveAsync(world), "email_change_token");
        script.Links["invitation"] = await InviteAsync(world, anna, script.People["newcomer"] = Person.New("iaia"));
        script.People["friend"] = Person.New("friend");
        using var friend = await world.JoinAsync(script.People["friend"]);
        script.Links["friend"] = await InviteAsync(world, anna, Person.New("other"));
        script.People["keep"] = Person.New("keep");
        using var keep = await world.JoinAsync(script.People["keep"]);
        await ApiWorld.BefriendAsync(anna, keep);
        await LeaveAsync(anna, keep.UserId);
        script.Links["claim"] = await mailbox.LinkAsync(script.People["keep"].Email, "claim_token");
        script.Links["checkIn"] = await CheckInAsync(world, keep);
        script.Links["certificate"] = await CertificateAsync(world);
    }

    private static async Task<string> RegisterAsync(ApiWorld world)
    {
        var person = Person.New("activates");
        (await world.Nobody.RegisterAsync(person)).ShouldBe(HttpStatusCode.Created);
        return person.Email;
    }

    private static async Task<string> ForgetAsync(ApiWorld world)
    {
        var person = Person.New("forgets");
        (await world.JoinAsync(person)).Dispose();
        (await world.Nobody.PostAsync("/users/password-reset-mail", new { email = person.Email })).ShouldBe(HttpStatusCode.Accepted);
        return person.Email;
    }

    private static async Task<string> MoveAsync(ApiWorld world)
    {
        var wanted = Person.New("moved").Email;
        using var person = await world.JoinAsync("moves");
        (await person.PostAsync("/me/email-change", new { email = wanted })).ShouldBe(HttpStatusCode.Accepted);
        return wanted;
    }

    private static async Task<Uri> InviteAsync(ApiWorld world, ApiClient owner, Person invited)
    {
        await LeaveAsync(owner, new { email = invited.Email, name = "Iaia" });
        return await world.App.Mailbox.LinkAsync(invited.Email, "invitation_token");
    }

    private static async Task LeaveAsync(ApiClient owner, object receiver)
    {
        var asset = await owner.AddAssetAsync("The kitchen", FileToUpload.Photo(1));
        (await owner.PostAsync("/legacy/transfer", new { name = "For you", assets = new[] { asset }, receivers = new[] { receiver }, scheduled_date = 1 })).ShouldBe(HttpStatusCode.Created);
    }

    /// <summary>Somebody who has been silent for as long as they said.</summary>
    private static async Task<Uri> CheckInAsync(ApiWorld world, ApiClient keeper)
    {
        var person = Person.New("silent");
        using var owner = await world.JoinAsync(person);
        await ApiWorld.BefriendAsync(owner, keeper);
        var asset = await owner.AddAssetAsync("A letter", FileToUpload.Photo(1));
        var planned = await owner.PostAsync("/legacy", new { name = "For later", assets = new[] { asset }, receivers = new[] { keeper.UserId }, keepers = new[] { keeper.UserId }, conditions = new { type = "inactivity" } });
        planned.ShouldBe(HttpStatusCode.Created);
        using var time = new SilentTime(world.App);
        await time.PassPeriodAsync(owner, planned.Location!.ToString(), days: 91);
        return await world.App.Mailbox.LinkAsync(person.Email, "check_in_token");
    }

    private static async Task<Uri> CertificateAsync(ApiWorld world)
    {
        using var stored = new StoredDocuments(world.App);
        var person = Person.New("leaves");
        using var client = await world.JoinAsync(person);
        (await world.Admin.SendAsync(HttpMethod.Delete, $"/users/{client.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        await stored.RemovalIsDoneAsync(client.UserId);
        await stored.AgeErasureAsync(client.UserId, TimeSpan.FromMinutes(5));
        return await world.App.Mailbox.LinkAsync(person.Email, "erasure_token");
    }
}
