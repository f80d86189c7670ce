using System.Net;
using System.Text.Json.Nodes;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Local;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Assets.Receipts;

/// <summary>What tests of receipts and signed histories have in common: a legacy that is delivered.</summary>
public abstract class ReceiptStory(LazyApiWorld lazy) : GivingTests(lazy), IDisposable
{
    private protected ReceiptChecker Checker { get; } = new();

    public void Dispose()
    {
        Checker.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A file with the keys that verify what Kpm signs.</summary>
    private protected async Task<string> KeysAsync() => Checker.Keep((await World.Stranger.GetAsync("/signing-keys")).Body);

    /// <summary>A document that is changed like this is refused.</summary>
    private protected async Task RefusedAsync(JsonNode document, Action<JsonNode> change, string keys, string why)
    {
        var changed = document.DeepClone();
        change(changed);
        var (code, said) = await Checker.CheckAsync(changed.ToJsonString(), "--keys", keys);
        code.Should().Be(1, said);
        said.Should().StartWith("refused: ").And.Contain(why);
    }

    /// <summary>Changes every byte of what the document proves, and says how often it was refused, and where not.</summary>
    private protected async Task<JsonNode> EveryByteAsync(JsonNode document)
    {
        var program = Path.Combine(LocalPart.RepositoryRoot, "Kpm.Tests", "Functions", "Assets", "Receipts", "everyByte.mjs");
        var (code, said) = await ReceiptChecker.NodeAsync(program, ReceiptChecker.Program, Checker.Keep(document.ToJsonString()), await KeysAsync());
        code.Should().Be(0, said);
        return JsonNode.Parse(said)!;
    }

    private protected static JsonArray Entries(JsonNode document) => document["entries"]!.AsArray();

    private protected static void Swap(JsonArray entries, int one, int other)
    {
        var moved = entries[one]!.DeepClone();
        entries[one] = entries[other]!.DeepClone();
        entries[other] = moved;
    }

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
