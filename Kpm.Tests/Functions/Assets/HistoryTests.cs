using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.Cosmos.History;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.Azure.Cosmos;

namespace Kpm.Tests.Functions.Assets;

/// <summary>Histories through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class HistoryTests(LazyApiWorld lazy) : GivingTests(lazy)
{
    private const int Many = 40;
    private static readonly string[] SinceClaimable = ["asset_delivered", "legacy_claimable", "legacy_delivered", "legacy_executed", "receipt_issued"];

    [Fact]
    public async Task Given_ALegacy_When_ItIsDelivered_Then_BothHistoriesTellItAndTheReceiversBeginsWhereItCouldBeClaimed()
    {
        var legacy = await DeliverAsync();

        var (told, toReceiver) = (await HistoryAsync(Owner, 7), await HistoryAsync(Receiver, 5));

        Kinds(told).Order().Should().Equal([.. SinceClaimable.SkipLast(1), "legacy_ready", "legacy_scheduled", "receipt_issued"]);
        Kinds(toReceiver).Order().Should().Equal(SinceClaimable);
        told.Concat(toReceiver).Should().OnlyContain(step => step.GetProperty("legacy").GetString() == $"/legacy/{legacy}");
        var scheduled = told.Single(step => step.GetProperty("kind").GetString() == "legacy_scheduled");
        scheduled.GetProperty("by").GetString().Should().Be($"/users/{Owner.UserId}");
        scheduled.GetProperty("assets").EnumerateArray().Select(asset => asset.GetString()).Should().Equal($"/assets/{Asset}");
        told.Single(step => step.GetProperty("kind").GetString() == "asset_delivered").GetProperty("by").GetString().Should().Be("keepem");
        (await World.Stranger.GetAsync("/me/history")).Body.Should().NotContain(legacy);
    }

    [Fact]
    public async Task Given_ALegacyOfManyAssets_When_TheyAreDeliveredAllAtOnce_Then_NoStepIsLost()
    {
        var assets = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Owner.AddAssetAsync("One of many", FileToUpload.Binary(1))));

        await DeliverAsync(assets);

        foreach (var (person, count) in new[] { (Owner, Many + 6), (Receiver, Many + 4) })
        {
            var told = await HistoryAsync(person, count);
            told.Select(step => step.GetProperty("sequence").GetInt64()).Should().Equal(Enumerable.Range(1, count).Reverse().Select(number => (long)number));
            told.Where(step => step.GetProperty("kind").GetString() == "asset_delivered").SelectMany(step => step.GetProperty("assets").EnumerateArray()).Select(asset => asset.GetString())
                .Should().BeEquivalentTo(assets.Select(asset => $"/assets/{asset}"));
        }
    }

    [Fact]
    public async Task Given_AHistory_When_Listed_Then_TheNewestComesFirstInPages()
    {
        await DeliverAsync();
        var all = await HistoryAsync(Owner, 7);

        all.Select(step => step.GetProperty("sequence").GetInt64()).Should().Equal(7, 6, 5, 4, 3, 2, 1);
        var second = (await Owner.GetAsync("/me/history?page=2&size=4")).Json;
        second.GetProperty("items").EnumerateArray().Select(step => step.GetProperty("sequence").GetInt64()).Should().Equal(3, 2, 1);
        (second.GetProperty("total").GetInt32(), second.GetProperty("page").GetInt32(), second.GetProperty("size").GetInt32()).Should().Be((7, 2, 4));
        (await Owner.GetAsync("/me/history?page=3&size=4")).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        (await Owner.GetAsync("/me/history?page=0&size=101")).ShouldBeProblem(422, "validation_failed", "/page", "/size");
    }

    [Fact]
    public async Task Given_ASecretPlan_When_ItIsWithdrawn_Then_OnlyItsOwnersHistoryTellsOfIt()
    {
        var scheduled = await ScheduleAsync(FarAway);
        await HistoryAsync(Owner, 2);
        (await Receiver.GetAsync("/me/history")).Json.GetProperty("total").GetInt32().Should().Be(0);

        (await Owner.DeleteAsync(scheduled.Location!.ToString())).ShouldBe(HttpStatusCode.NoContent);

        var last = (await HistoryAsync(Owner, 3))[0];
        (last.GetProperty("kind").GetString(), last.GetProperty("by").GetString(), last.GetProperty("reason").GetString()).Should().Be(("legacy_canceled", $"/users/{Owner.UserId}", "withdrawn"));
        await World.App.BusOperator.AreDrainedAsync();
        (await Receiver.GetAsync("/me/history")).Json.GetProperty("total").GetInt32().Should().Be(0, "it was the owner's secret");
        (await StoredAsync(Receiver)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ASecretPlan_When_TheReceiverDeclinesIt_Then_TheirHistoryHoldsThatAndNothingBefore()
    {
        var scheduled = await ScheduleAsync(FarAway);
        (await Receiver.DeleteAsync(scheduled.Location!.ToString())).ShouldBe(HttpStatusCode.NoContent);

        var told = (await HistoryAsync(Receiver, 1)).Single();

        (told.GetProperty("kind").GetString(), told.GetProperty("by").GetString(), told.GetProperty("reason").GetString()).Should().Be(("legacy_canceled", $"/users/{Receiver.UserId}", "declined"));
        await Eventually.IsTrueAsync(async () => Kinds(await Owner.ItemsAsync("/me/history")).Contains("legacy_canceled"), "the owner is told, too");
    }

    [Fact]
    public async Task Given_AHistory_When_Exported_Then_ItsStepsAreThereAndTheirHashesVerify()
    {
        await DeliverAsync();
        var listed = await HistoryAsync(Owner, 7);

        var steps = (await Owner.ExportAsync()).Json("history.json").GetProperty("entries").EnumerateArray().ToList();

        ExportedChain.Verify(UserId.Of(Guid.Parse(Owner.UserId)), steps).Should().BeTrue();
        steps.Should().HaveCount(7);
        foreach (var (step, shown) in steps.Zip(listed.Reverse()))
            foreach (var field in shown.EnumerateObject()) JsonElement.DeepEquals(step.GetProperty(field.Name), field.Value).Should().BeTrue(field.Name);
    }

    [Fact]
    public async Task Given_APersonWithAHistory_When_TheirAccountIsRemoved_Then_ItStaysVerifiesAndNobodyIsToldAnythingMore()
    {
        await DeliverAsync();
        await HistoryAsync(Receiver, 5);
        using var stored = new StoredDocuments(World.App);

        (await World.Admin.SendAsync(HttpMethod.Delete, $"/users/{Receiver.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        await stored.RemovalIsDoneAsync(Receiver.UserId);
        await World.App.BusOperator.AreDrainedAsync();

        var documents = await StoredAsync(Receiver);
        var head = documents.Single(document => document.GetProperty("id").GetString() == "head").Deserialize<HistoryHeadDocument>(KpmJson.Options)!;
        var entries = documents.Where(document => document.GetProperty("id").GetString() != "head").Select(document => document.Deserialize<HistoryEntryDocument>(KpmJson.Options)!.ToEntry()).OrderBy(entry => entry.Sequence);
        WalkedChain.Of(UserId.Of(Guid.Parse(Receiver.UserId)), entries, new HistoryHead(head.Sequence, head.Hash)).Should().Be(new WalkedChain(5, IsIntact: true));
        (await stored.FailuresAsync()).Should().NotContain(failure => failure.GetProperty("queue").GetString() == "history-append");
    }

    [Fact]
    public async Task Given_AKeyThatTheVaultOpened_When_TheDayIsOver_Then_ItsHistoryTellsHowOftenAndForWhat()
    {
        using var stored = new StoredDocuments(World.App);
        var day = await DayOfAsync(stored);
        day.GetProperty("uses").GetProperty("create_asset").GetInt32().Should().BeGreaterThan(0);
        var id = day.GetProperty("id").GetString()!;
        await stored.AlterAsync("keyUses", id, Owner.UserId, PatchOperation.Set("/dueTs", 3_600_000), PatchOperation.Set("/nextCheckAt", 3_600_000));

        await World.App.FireAsync("TellKeyUsesOfDays");

        var told = (await HistoryAsync(Owner, 1)).Single();
        (told.GetProperty("kind").GetString(), told.GetProperty("day").GetString(), told.GetProperty("by").GetString()).Should().Be(("key_used", id, "keepem"));
        told.GetProperty("key_uses").EnumerateArray().Select(use => use.GetProperty("purpose").GetString()).Should().Contain("create_asset");
        using var checker = new ReceiptChecker();
        var (_, said) = await checker.CheckAsync((await Owner.ExportAsync()).Json("history.json").GetRawText());
        said.Should().StartWith("unproved: BY KEYS FROM THE FILE ITSELF").And.Contain("up to entry 1, signed at");
    }

    private async Task<JsonElement> DayOfAsync(StoredDocuments stored) =>
        (await stored.DocumentsAsync("keyUses")).Single(found => found.GetProperty("pk").GetString() == Owner.UserId);

    /// <summary>From plan to receipt, of the one asset unless others are named; returns the id of the legacy.</summary>
    private async Task<string> DeliverAsync(params string[] assets)
    {
        var scheduled = await ScheduleAsync(1, assets);
        var triggered = await Eventually.GetAsync(() => Receiver.PostAsync($"{scheduled.Location}/trigger", new { }), answer => answer.Code != "not_ready", "readiness");
        triggered.ShouldBe(HttpStatusCode.NoContent);
        return scheduled.NewId;
    }

    private async Task<ApiAnswer> ScheduleAsync(long date, params string[] assets)
    {
        var scheduled = await Owner.PostAsync("/legacy/transfer", new { name = "For you", assets = assets is [] ? [Asset] : assets, receivers = new[] { Receiver.UserId }, scheduled_date = date });
        scheduled.ShouldBe(HttpStatusCode.Created);
        return scheduled;
    }

    /// <summary>The history of somebody once it has this many entries.</summary>
    private static async Task<IReadOnlyList<JsonElement>> HistoryAsync(ApiClient person, int count) =>
        await Eventually.GetAsync(() => person.ItemsAsync("/me/history?size=100"), found => found.Count == count, $"{count} steps in the history");

    private async Task<IReadOnlyList<JsonElement>> StoredAsync(ApiClient person)
    {
        using var stored = new StoredDocuments(World.App);
        return [.. (await stored.DocumentsAsync("history")).Where(document => document.GetProperty("pk").GetString() == person.UserId)];
    }

    private static IEnumerable<string> Kinds(IEnumerable<JsonElement> steps) => steps.Select(step => step.GetProperty("kind").GetString()!);
}
