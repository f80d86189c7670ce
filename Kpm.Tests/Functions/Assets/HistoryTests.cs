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

namespace Kpm.Tests.Functions.Assets;

/// <summary>Histories through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class HistoryTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const long FarAway = 253_402_300_799_999;
    private const int Many = 40;
    private static readonly string[] SinceClaimable = ["asset_delivered", "legacy_claimable", "legacy_delivered", "legacy_executed"];
    private ApiWorld _world = null!;
    private ApiClient _owner = null!;
    private ApiClient _receiver = null!;
    private string _asset = "";

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        (_owner, _receiver) = (await _world.JoinAsync("giver"), await _world.JoinAsync("taker"));
        await ApiWorld.BefriendAsync(_owner, _receiver);
        _asset = await _owner.AddAssetAsync("A gift", FileToUpload.Binary(100));
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        _receiver.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_ALegacy_When_ItIsDelivered_Then_BothHistoriesTellItAndTheReceiversBeginsWhereItCouldBeClaimed()
    {
        var legacy = await DeliverAsync();

        var (told, toReceiver) = (await HistoryAsync(_owner, 6), await HistoryAsync(_receiver, 4));

        Kinds(told).Order().Should().Equal([.. SinceClaimable, "legacy_ready", "legacy_scheduled"]);
        Kinds(toReceiver).Order().Should().Equal(SinceClaimable);
        told.Concat(toReceiver).Should().OnlyContain(step => step.GetProperty("legacy").GetString() == $"/legacy/{legacy}");
        var scheduled = told.Single(step => step.GetProperty("kind").GetString() == "legacy_scheduled");
        scheduled.GetProperty("by").GetString().Should().Be($"/users/{_owner.UserId}");
        scheduled.GetProperty("assets").EnumerateArray().Select(asset => asset.GetString()).Should().Equal($"/assets/{_asset}");
        told.Single(step => step.GetProperty("kind").GetString() == "asset_delivered").GetProperty("by").GetString().Should().Be("keepem");
        (await _world.Stranger.GetAsync("/me/history")).Body.Should().NotContain(legacy);
    }

    [Fact]
    public async Task Given_ALegacyOfManyAssets_When_TheyAreDeliveredAllAtOnce_Then_NoStepIsLost()
    {
        var assets = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => _owner.AddAssetAsync("One of many", FileToUpload.Binary(1))));

        await DeliverAsync(assets);

        foreach (var (person, count) in new[] { (_owner, Many + 5), (_receiver, Many + 3) })
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
        var all = await HistoryAsync(_owner, 6);

        all.Select(step => step.GetProperty("sequence").GetInt64()).Should().Equal(6, 5, 4, 3, 2, 1);
        var second = (await _owner.GetAsync("/me/history?page=2&size=4")).Json;
        second.GetProperty("items").EnumerateArray().Select(step => step.GetProperty("sequence").GetInt64()).Should().Equal(2, 1);
        (second.GetProperty("total").GetInt32(), second.GetProperty("page").GetInt32(), second.GetProperty("size").GetInt32()).Should().Be((6, 2, 4));
        (await _owner.GetAsync("/me/history?page=3&size=4")).Json.GetProperty("items").GetArrayLength().Should().Be(0);
        (await _owner.GetAsync("/me/history?page=0&size=101")).ShouldBeProblem(422, "validation_failed", "/page", "/size");
    }

    [Fact]
    public async Task Given_ASecretPlan_When_ItIsWithdrawn_Then_OnlyItsOwnersHistoryTellsOfIt()
    {
        var scheduled = await ScheduleAsync(FarAway);
        await HistoryAsync(_owner, 2);
        (await _receiver.GetAsync("/me/history")).Json.GetProperty("total").GetInt32().Should().Be(0);

        (await _owner.DeleteAsync(scheduled.Location!.ToString())).ShouldBe(HttpStatusCode.NoContent);

        var last = (await HistoryAsync(_owner, 3))[0];
        (last.GetProperty("kind").GetString(), last.GetProperty("by").GetString(), last.GetProperty("reason").GetString()).Should().Be(("legacy_canceled", $"/users/{_owner.UserId}", "withdrawn"));
        await _world.App.BusOperator.AreDrainedAsync();
        (await _receiver.GetAsync("/me/history")).Json.GetProperty("total").GetInt32().Should().Be(0, "it was the owner's secret");
        (await StoredAsync(_receiver)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ASecretPlan_When_TheReceiverDeclinesIt_Then_TheirHistoryHoldsThatAndNothingBefore()
    {
        var scheduled = await ScheduleAsync(FarAway);
        (await _receiver.DeleteAsync(scheduled.Location!.ToString())).ShouldBe(HttpStatusCode.NoContent);

        var told = (await HistoryAsync(_receiver, 1)).Single();

        (told.GetProperty("kind").GetString(), told.GetProperty("by").GetString(), told.GetProperty("reason").GetString()).Should().Be(("legacy_canceled", $"/users/{_receiver.UserId}", "declined"));
        await Eventually.IsTrueAsync(async () => Kinds(await _owner.ItemsAsync("/me/history")).Contains("legacy_canceled"), "the owner is told, too");
    }

    [Fact]
    public async Task Given_AHistory_When_Exported_Then_ItsStepsAreThereAndTheirHashesVerify()
    {
        await DeliverAsync();
        var listed = await HistoryAsync(_owner, 6);

        var steps = (await _owner.ExportAsync()).Json("history.json").EnumerateArray().ToList();

        ExportedChain.Verify(UserId.Of(Guid.Parse(_owner.UserId)), steps).Should().BeTrue();
        steps.Should().HaveCount(6);
        foreach (var (step, shown) in steps.Zip(listed.Reverse()))
            foreach (var field in shown.EnumerateObject()) JsonElement.DeepEquals(step.GetProperty(field.Name), field.Value).Should().BeTrue(field.Name);
    }

    [Fact]
    public async Task Given_APersonWithAHistory_When_TheirAccountIsRemoved_Then_ItStaysVerifiesAndNobodyIsToldAnythingMore()
    {
        await DeliverAsync();
        await HistoryAsync(_receiver, 4);
        using var stored = new StoredDocuments(_world.App);

        (await _world.Admin.SendAsync(HttpMethod.Delete, $"/users/{_receiver.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        await stored.RemovalIsDoneAsync(_receiver.UserId);
        await _world.App.BusOperator.AreDrainedAsync();

        var documents = await StoredAsync(_receiver);
        var head = documents.Single(document => document.GetProperty("id").GetString() == "head").Deserialize<HistoryHeadDocument>(KpmJson.Options)!;
        var entries = documents.Where(document => document.GetProperty("id").GetString() != "head").Select(document => document.Deserialize<HistoryEntryDocument>(KpmJson.Options)!.ToEntry()).OrderBy(entry => entry.Sequence);
        HistoryChain.Verify(UserId.Of(Guid.Parse(_receiver.UserId)), entries, new HistoryHead(head.Sequence, head.Hash)).Should().Be(new HistoryVerdict(4, IsIntact: true));
        (await stored.FailuresAsync()).Should().NotContain(failure => failure.GetProperty("queue").GetString() == "history-append");
    }

    /// <summary>From plan to receipt, of the one asset unless others are named; returns the id of the legacy.</summary>
    private async Task<string> DeliverAsync(params string[] assets)
    {
        var scheduled = await ScheduleAsync(1, assets);
        var triggered = await Eventually.GetAsync(() => _receiver.PostAsync($"{scheduled.Location}/trigger", new { }), answer => answer.Code != "not_ready", "readiness");
        triggered.ShouldBe(HttpStatusCode.NoContent);
        return scheduled.NewId;
    }

    private async Task<ApiAnswer> ScheduleAsync(long date, params string[] assets)
    {
        var scheduled = await _owner.PostAsync("/legacy/transfer", new { name = "For you", assets = assets is [] ? [_asset] : assets, receivers = new[] { _receiver.UserId }, scheduled_date = date });
        scheduled.ShouldBe(HttpStatusCode.Created);
        return scheduled;
    }

    /// <summary>The history of somebody once it has this many entries.</summary>
    private static async Task<IReadOnlyList<JsonElement>> HistoryAsync(ApiClient person, int count) =>
        await Eventually.GetAsync(() => person.ItemsAsync("/me/history?size=100"), found => found.Count == count, $"{count} steps in the history");

    private async Task<IReadOnlyList<JsonElement>> StoredAsync(ApiClient person)
    {
        using var stored = new StoredDocuments(_world.App);
        return [.. (await stored.DocumentsAsync("history")).Where(document => document.GetProperty("pk").GetString() == person.UserId)];
    }

    private static IEnumerable<string> Kinds(IEnumerable<JsonElement> steps) => steps.Select(step => step.GetProperty("kind").GetString()!);
}
