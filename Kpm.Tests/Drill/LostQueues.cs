using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Drill;

/// <summary>
/// All queues are lost at one instant, with messages in them whose events had left their documents. A restore to that instant finds the stores
/// like this. Then sweeps run and the rows are made anew, as the runbook says; what is still not done is lost.
/// </summary>
internal sealed class LostQueues(KpmSystem system, DrillLog log, ApiClient admin) : IDisposable
{
    private const long FarAway = 4_000_000_000_000;
    private static readonly string[] Sweeps = ["SweepOutboxes", "CheckDueReleases", "CheckDueRemovals", "CheckDueAssets", "SweepUploads", "SweepExports"];
    private readonly StoredDocuments _stored = new(system);
    private readonly ApiClient _giver = system.NewClient();
    private readonly ApiClient _heir = system.NewClient();
    private readonly ApiClient _leaver = system.NewClient();
    private readonly Person _heirPerson = Person.New("heir");
    private readonly byte[] _part = RandomNumberGenerator.GetBytes(10_000);
    private PartedUpload _upload = null!;
    private string _claimed = "";
    private string _claimedAsset = "";
    private string _canceled = "";
    private string _canceledAsset = "";
    private string _planned = "";
    private string _discarded = "";
    private string _export = "";
    private string _keep = "";

    public async Task RunAsync(Disaster disaster)
    {
        await log.DoAsync("a giver and an heir; plans, an upload, something in the trash", PrepareAsync);
        await log.DoAsync("the bus holds its messages; a claim, a plan, a cancelling, a removal, the end of an upload, an export, a keep", ActAsync);
        await log.DoAsync("all queues are lost", () => LoseAsync(disaster));
        await log.DoAsync("sweeps, and all rows made anew", RepairAsync);
        await log.CheckAsync("back: the new keep is in the lists", async () => (await _heir.GetAsync("/me/keeps")).Body.Should().Contain(_keep));
        await log.CheckAsync("back: the upload is verified", async () => (await _upload.StateAsync()).Should().Be("completed"));
        await log.CheckAsync("back: the export is made", async () => (await _giver.GetAsync(_export)).Json.GetProperty("state").GetString().Should().Be("ready"));
        await log.CheckAsync("back: what was discarded is shredded", async () => (await StateAsync("assets", _discarded)).GetProperty("lifecycle").GetString().Should().Be("removed"));
        await log.CheckAsync("back: the claimed legacy is delivered", async () => (await StateAsync("releases", _claimed)).GetProperty("delivered").GetArrayLength().Should().Be(1));
        await log.CheckAsync("back: the new plan holds its asset", async () => (await StateAsync("releases", _planned)).GetProperty("holdsConfirmed").GetBoolean().Should().BeTrue());
        await log.CheckAsync("back: the asset of the cancelled plan is the giver's again", async () => (await _giver.GetAsync($"/assets/{_canceledAsset}")).ShouldBe(HttpStatusCode.OK));
        await log.CheckAsync("back: the removed account is erased", async () => (await _stored.IsRemovalDoneAsync(_leaver.UserId)).Should().BeTrue());
        await log.CheckAsync("back: the history tells of the claim", async () => (await _giver.ItemsAsync("/me/history?size=100")).Should().Contain(step => step.GetProperty("kind").GetString() == "legacy_executed" && step.GetProperty("legacy").GetString() == $"/legacy/{_claimed}"));
        await log.DoAsync("mails and push messages that waited in a queue are lost by design", TellOfMailsAsync);
    }

    public void Dispose()
    {
        foreach (var client in new[] { _giver, _heir, _leaver }) client.Dispose();
        _stored.Dispose();
    }

    private async Task PrepareAsync()
    {
        await JoinAsync(_giver, Person.New("giver"));
        await JoinAsync(_heir, _heirPerson);
        await JoinAsync(_leaver, Person.New("leaver"));
        await ApiWorld.BefriendAsync(_giver, _heir);
        _claimedAsset = await _giver.AddAssetAsync("Claimed", FileToUpload.Binary(100));
        _canceledAsset = await _giver.AddAssetAsync("Cancelled", FileToUpload.Binary(100));
        _discarded = await _giver.AddAssetAsync("Discarded", FileToUpload.Binary(100));
        (await _giver.DeleteAsync($"/assets/{_discarded}")).ShouldBe(HttpStatusCode.NoContent);
        _claimed = await PlanAsync(_claimedAsset, 1);
        _canceled = await PlanAsync(_canceledAsset, FarAway);
        _upload = await PartedUpload.OpenAsync(_giver, FileToUpload.Binary(10));
        (await _upload.PutAsync(1, _part)).ShouldBe(HttpStatusCode.NoContent);
        await system.BusOperator.AreDrainedAsync();
    }

    private async Task ActAsync()
    {
        var planned = await _giver.AddAssetAsync("Planned", FileToUpload.Binary(100));
        await IsQuietAsync();
        await system.BusOperator.HoldDeliveriesAsync(true);
        (await _heir.PostAsync($"/legacy/{_claimed}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);
        _planned = await PlanAsync(planned, FarAway);
        (await _giver.DeleteAsync($"/legacy/{_canceled}")).ShouldBe(HttpStatusCode.NoContent);
        (await _giver.DeleteAsync($"/me/assets/trash/{_discarded}")).Response.IsSuccessStatusCode.Should().BeTrue();
        (await admin.SendAsync(HttpMethod.Delete, $"/users/{_leaver.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        (await _upload.CompleteAsync([(1, _part)])).ShouldBe(HttpStatusCode.Accepted);
        _export = await _giver.RequestExportAsync();
        _keep = (await _heir.PostAsync("/me/keeps", new { to_id = admin.UserId })).NewId;
        await Eventually.IsTrueAsync(async () => (await _stored.UnsentAsync()).Count == 0, "events that have left their documents");
    }

    private async Task LoseAsync(Disaster disaster)
    {
        await disaster.StopAppAndAsync(system.Bus);
        Disaster.Lose(system.Bus);
        await disaster.StartAppAsync();
    }

    private async Task RepairAsync()
    {
        await BringForwardAsync("exports", _giver.UserId, _export.Split('/')[^1]);
        await BringForwardAsync("uploads", _upload.Id, _upload.Id);
        (await admin.PostAsync("/admin/projections/rebuild", new { })).ShouldBe(HttpStatusCode.Accepted);
        for (var round = 0; round < 2; round++)
        {
            foreach (var sweep in Sweeps) await system.FireAsync(sweep);
            await IsQuietAsync();
        }
    }

    /// <summary>The time comes at which a timer looks again.</summary>
    private async Task BringForwardAsync(string container, string partition, string id) =>
        await _stored.AlterAsync(container, id, partition, PatchOperation.Set("/state/nextCheckAt", 1), PatchOperation.Set("/nextCheckAt", 1));

    private async Task TellOfMailsAsync()
    {
        var kinds = (await system.Mailbox.MailsAsync(_heirPerson.Email)).Select(mail => mail.CustomArgs!["kpm_mail_id"].Split(':')[1]).Order();
        log.Note($"mails that the heir has: {string.Join(", ", kinds)}");
    }

    private async Task<System.Text.Json.JsonElement> StateAsync(string container, string id) => (await _stored.AggregateAsync(container, id)).GetProperty("state");

    private async Task<string> PlanAsync(string asset, long date)
    {
        var planned = await _giver.PostAsync("/legacy/transfer", new { name = "For later", assets = new[] { asset }, receivers = new[] { _heir.UserId }, scheduled_date = date });
        planned.ShouldBe(HttpStatusCode.Created);
        return planned.NewId;
    }

    private async Task JoinAsync(ApiClient client, Person person)
    {
        var registered = await client.RegisterAsync(person);
        registered.ShouldBe(HttpStatusCode.Created);
        (await admin.PutAsync($"/users/{registered.NewId}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
    }

    private async Task IsQuietAsync()
    {
        await Eventually.IsTrueAsync(async () => (await _stored.UnsentAsync()).Count == 0, "empty outboxes");
        await system.BusOperator.AreDrainedAsync();
    }
}
