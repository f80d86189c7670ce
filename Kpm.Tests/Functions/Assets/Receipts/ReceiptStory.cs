using System.Net;
using System.Text.Json.Nodes;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Assets.Receipts;

/// <summary>What tests of receipts and signed histories have in common: a legacy that is delivered.</summary>
public abstract class ReceiptStory(LazyApiWorld lazy) : GivingTests(lazy)
{
    /// <summary>The day after comes: the timer has the end of the owner's history signed.</summary>
    private protected async Task SignAsync(StoredDocuments stored)
    {
        await stored.AlterAsync("history", "head", Owner.UserId, PatchOperation.Set("/nextCheckAt", 1));
        await World.App.FireAsync("SignHistories");
    }

    private protected static async Task<JsonNode> ReceiptAsync(ApiClient person, string legacy) =>
        JsonNode.Parse((await Eventually.GetAsync(() => person.GetAsync($"/legacy/{legacy}/receipt"), answer => answer.Status == HttpStatusCode.OK, "the receipt")).Body)!;

    private protected async Task<string> DeliverAsync(params string[] assets)
    {
        var scheduled = await ScheduleAsync(1, assets);
        (await Eventually.GetAsync(() => Receiver.PostAsync($"{scheduled.Location}/trigger", new { }), answer => answer.Code != "not_ready", "readiness")).ShouldBe(HttpStatusCode.NoContent);
        return scheduled.NewId;
    }

    private protected Task<ApiAnswer> ScheduleAsync(long date, params string[] assets) =>
        Owner.PostAsync("/legacy/transfer", new { name = "For you", assets = assets is [] ? [Asset] : assets, receivers = new[] { Receiver.UserId }, scheduled_date = date });
}
