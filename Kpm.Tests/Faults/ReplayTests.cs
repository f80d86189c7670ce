using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Faults;

/// <summary>Messages are lost whose events had left the outbox, and an admin has the events sent again.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    private const long FarAway = 4_000_000_000_000;
    private ApiWorld _world = null!;
    private StoredDocuments _stored = null!;

    private ApiClient Giver => _world.Owner;

    private ApiClient Heir => _world.Friend;

    public async ValueTask InitializeAsync()
    {
        _world = await ApiWorld.StartAsync();
        _stored = new StoredDocuments(_world.App);
    }

    public async ValueTask DisposeAsync()
    {
        _stored.Dispose();
        await _world.DisposeAsync();
    }

    /// <summary>The bus itself lives on, and remembers the ids of the messages that are gone.</summary>
    [Fact]
    public async Task Given_MessagesThatWereLost_When_TheirEventsAreSentAgain_Then_WhatTheyWereToDoIsDoneOnce()
    {
        var (claimedAsset, canceledAsset) = (await Giver.AddAssetAsync("Claimed", FileToUpload.Binary(100)), await Giver.AddAssetAsync("Cancelled", FileToUpload.Binary(100)));
        var (claimed, canceled) = (await PlanAsync(claimedAsset, 1), await PlanAsync(canceledAsset, FarAway));
        await IsQuietAsync();
        var since = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await _world.App.BusOperator.HoldDeliveriesAsync(true);
        (await Heir.PostAsync($"/legacy/{claimed}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await Giver.DeleteAsync($"/legacy/{canceled}")).ShouldBe(HttpStatusCode.NoContent);
        await LoseMessagesAsync();
        (await _stored.ReleaseAsync(claimed)).GetProperty("state").GetProperty("delivered").GetArrayLength().Should().Be(0, "the messages are lost");
        (await Giver.GetAsync($"/assets/{canceledAsset}")).ShouldBeProblem(403, "forbidden");

        await ReplayAsync(since);

        (await Heir.GetAsync($"/assets/{claimedAsset}")).ShouldBe(HttpStatusCode.OK);
        (await Giver.GetAsync($"/assets/{canceledAsset}")).ShouldBe(HttpStatusCode.OK);
        (await StepsAsync(claimed)).Should().BeEquivalentTo("legacy_scheduled", "legacy_ready", "legacy_claimable", "legacy_executed", "asset_delivered", "legacy_delivered", "receipt_issued");
        (await StepsAsync(canceled)).Should().BeEquivalentTo("legacy_scheduled", "legacy_ready", "legacy_canceled");
    }

    [Fact]
    public async Task Given_ASystemInWhichNothingWasLost_When_EverythingIsSentAgain_Then_NothingChanges()
    {
        var gift = await Giver.AddAssetAsync("A gift", FileToUpload.Photo(0));
        var release = await PlanAsync(gift, 1);
        await Eventually.IsTrueAsync(async () => (await Heir.PostAsync($"/legacy/{release}/trigger", new { })).Status == HttpStatusCode.NoContent, "the claim");
        await IsQuietAsync();
        var (before, mails) = (await _stored.EverythingAsync(), await MailsAsync());

        await ReplayAsync(TimeProvider.System.GetUtcNow().AddHours(-47).ToUnixTimeMilliseconds());

        (await _stored.EverythingAsync()).Except(before).Should().BeEmpty();
        (await MailsAsync()).Should().Equal(mails);
        (await _stored.FailuresAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ARequestThatIsRepeatedWithItsKey_When_Replayed_Then_ItIsOneReplay()
    {
        await IsQuietAsync();
        var since = TimeProvider.System.GetUtcNow().AddHours(-47).ToUnixTimeMilliseconds();
        await ReplayAsync(since);
        var (key, pages) = (Guid.NewGuid().ToString(), await _world.App.HandledAsync("events-replay"));

        for (var i = 0; i < 2; i++) (await _world.Admin.PostAsync("/admin/events/replay", new { since_ts = since }, key)).ShouldBe(HttpStatusCode.Accepted);

        await IsQuietAsync();
        (await _world.App.HandledAsync("events-replay")).Should().Be(2 * pages);
    }

    private async Task LoseMessagesAsync()
    {
        await _world.App.HurriedAsync("SweepOutboxes", async () => (await _stored.UnsentAsync()).Count == 0, "events that have left their documents");
        await _world.App.Functions.CutAsync();
        await _world.App.BusOperator.HoldDeliveriesAsync(false);
        await _world.App.BusOperator.LoseMessagesAsync();
        await _world.App.Functions.StartAgainAsync();
        await IsQuietAsync();
    }

    private async Task ReplayAsync(long since)
    {
        (await _world.Admin.PostAsync("/admin/events/replay", new { since_ts = since })).ShouldBe(HttpStatusCode.Accepted);
        await IsQuietAsync();
    }

    private async Task IsQuietAsync()
    {
        await _world.App.HurriedAsync("SweepOutboxes", async () => (await _stored.UnsentAsync()).Count == 0, "empty outboxes");
        await _world.App.BusOperator.AreDrainedAsync();
    }

    private async Task<IEnumerable<string>> MailsAsync() => (await _world.App.Mailbox.MailsAsync()).Select(mail => mail.CustomArgs!["kpm_mail_id"]).Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string>> StepsAsync(string release) =>
        (await Giver.ItemsAsync("/me/history?size=100")).Where(step => step.GetProperty("legacy").GetString() == $"/legacy/{release}").Select(step => step.GetProperty("kind").GetString()!);

    private async Task<string> PlanAsync(string asset, long date)
    {
        var planned = await Giver.PostAsync("/legacy/transfer", new { name = "For later", assets = new[] { asset }, receivers = new[] { Heir.UserId }, scheduled_date = date });
        planned.ShouldBe(HttpStatusCode.Created);
        return planned.NewId;
    }
}
