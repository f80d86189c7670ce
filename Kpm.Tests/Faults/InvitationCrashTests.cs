using System.Net;
using System.Text.Json;
using Kpm.Functions.Queues;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>Invitations of the real processes, which are killed (SIGKILL) between the steps. That the end does not depend on where a process dies is tried call by call in the domain.</summary>
[Collection(FaultTests.Name)]
public sealed class InvitationCrashTests(LazyApiWorld lazy)
{
    private const string Sweep = "SweepOutboxes";

    [Fact]
    public async Task Given_ASignUpByInvitation_When_TheWorkerIsKilledBetweenTheSteps_Then_ThereAreOneAccountOneKeepAndOneReceiver()
    {
        var world = await lazy.GetAsync();
        var system = world.App;
        using var stored = new StoredDocuments(system);
        var invited = Person.New("iaia");
        using var owner = await world.JoinAsync("giver");
        var people = await world.Admin.CountAsync("/users");
        var asset = await owner.AddAssetAsync("A gift", FileToUpload.Binary(10));
        var planned = await owner.PostAsync("/legacy/transfer", new { name = "For you", assets = new[] { asset }, receivers = new[] { new { email = invited.Email, name = "Iaia" } }, scheduled_date = 1 });
        planned.Status.Should().Be(HttpStatusCode.Created);
        await system.KillWorkerAsync();

        await system.HurriedAsync(Sweep, async () => (await system.Mailbox.MailsAsync(invited.Email)).Count > 0, "the invitation");
        var link = await system.Mailbox.LinkAsync(invited.Email, "invitation_token");
        using var client = system.NewClient();
        var signUp = new { invitation_token = link.Query.Split('=')[1], username = invited.Username, password = invited.Password };
        await system.BusOperator.RefuseSendsAsync(1_000_000);
        (await client.PostAsync("/invitations/sign-up", signUp)).Status.Should().Be(HttpStatusCode.Created);
        await system.KillWorkerAsync();
        await system.BusOperator.RefuseSendsAsync(0);
        (await Eventually.GetAsync(() => client.PostAsync("/invitations/sign-up", signUp), answer => (int)answer.Status < 500, "the repeat")).Status.Should().Be(HttpStatusCode.Created);

        var invitation = (await owner.GetAsync(planned.Location!.ToString())).Json.GetProperty("invited")[0].GetProperty("id").GetString()!;
        await system.HurriedAsync(Sweep, async () => await LifecycleAsync(stored, invitation) is "active" or "inactive", "the acceptance");
        await system.KillWorkerAsync();
        await system.HurriedAsync(Sweep, async () => await LifecycleAsync(stored, invitation) == "inactive", "the keep");
        await system.KillWorkerAsync();
        await system.HurriedAsync(Sweep, async () => (await stored.UnsentAsync()).Count == 0, "what a kill left in a document is sent");
        var seen = await Eventually.GetAsync(() => owner.GetAsync(planned.Location!.ToString()), answer => answer.Status == HttpStatusCode.OK && answer.Json.GetProperty("receivers").GetArrayLength() > 0, "the receiver");

        await system.HurriedAsync(Sweep, async () => (await stored.UnsentAsync()).Count == 0, "what a kill left in a document is sent");
        await system.BusOperator.AreDrainedAsync(but: QueueNames.Emails);
        (await client.LogInAsync(invited)).Status.Should().Be(HttpStatusCode.OK);
        seen.Json.GetProperty("receivers").EnumerateArray().Select(receiver => receiver.GetString()).Should().Equal($"/users/{client.UserId}");
        (await world.Admin.CountAsync("/users")).Should().Be(people + 1);
        (await owner.ItemsAsync("/me/keeps")).Should().ContainSingle().Which.GetProperty("state").GetString().Should().Be("active");
        (await client.PostAsync($"{planned.Location}/trigger", new { })).Status.Should().Be(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => await client.CountAsync("/me/assets") == 1, "the gift");
        (await stored.FailuresAsync()).Should().BeEmpty();
    }

    private static async Task<string?> LifecycleAsync(StoredDocuments stored, string invitation)
    {
        JsonElement document = await stored.AggregateAsync("invitations", invitation);
        return document.GetProperty("state").GetProperty("lifecycle").GetString();
    }
}
