using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Assets.Reactions.ExportSources;
using Kpm.Core.Assets.UseCases;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Tests.Core.Notifications;
using Kpm.Tests.Fakes;

namespace Kpm.Tests.Core.Assets.Reactions;

/// <summary>Who hears what of a revocation, and what else counts as a download.</summary>
public sealed class RevocationToldTests
{
    private static readonly AssetId One = AssetWorld.AssetNo(1);
    private static readonly AssetId Two = AssetWorld.AssetNo(2);
    private static readonly ReleaseId Release = AssetWorld.ReleaseNo(1);
    private static readonly AssetReleaseRevocationSettled Settled = new(Release, AssetWorld.Ana, [AssetWorld.Cleo], [Two], [One]) { EventId = "e1" };
    private readonly AssetWorld _world = new();

    [Fact]
    public async Task Given_a_revocation_When_it_is_settled_Then_the_giver_and_those_who_lost_something_get_one_mail_each_also_strangers()
    {
        var emails = new FakeWorkQueue<SendEmail>();
        var tell = new TellRelease(new FakeKeeps { Strangers = { AssetWorld.Cleo } }, emails);
        await tell.HandleAsync(Settled, default);
        await tell.HandleAsync(Settled, default);
        emails.Arrived.Select(sent => (sent.Work.Kind, sent.Work.About, sent.Work.Receiver, sent.Work.Legacy)).Should().Equal(
            (MailKind.LegacyRevoked, AssetWorld.Ana, AssetWorld.Ana, Release),
            (MailKind.LegacyTakenBack, AssetWorld.Ana, AssetWorld.Cleo, null));
    }

    [Fact]
    public async Task Given_a_revocation_When_it_is_settled_Then_those_who_lost_something_get_a_push_message()
    {
        var world = new PushWorld();
        foreach (var person in new[] { AssetWorld.Ana, AssetWorld.Ben, AssetWorld.Cleo }) world.LogIn(person, $"device of {person}");
        await new PushRelease(new FakeKeeps(), world.FanOut).HandleAsync(Settled, default);
        world.Pushes.Arrived.Select(sent => (sent.Work.Kind, sent.Work.User)).Should().Equal((PushKind.LegacyTakenBack, AssetWorld.Cleo));
    }

    [Fact]
    public async Task Given_a_revocation_When_told_Then_histories_and_views_say_to_each_what_is_theirs()
    {
        await DeliveredAsync();
        await _world.DownloadAsync(One, AssetWorld.Ben);
        (await _world.RevokeAsync(1, AssetWorld.Ana)).IsFailure.Should().BeFalse();
        (await ViewAsync(AssetWorld.Ana))!.IsSettled.Should().BeFalse();
        await _world.SettleAsync();
        (await StepsAsync(AssetWorld.Ana)).Should().BeEquivalentTo("LegacyRevoked ", "AssetNotTakenBack downloaded", "AssetTakenBack ");
        foreach (var receiver in new[] { AssetWorld.Ben, AssetWorld.Cleo }) (await StepsAsync(receiver)).Should().BeEquivalentTo("LegacyRevoked ", "AssetTakenBack ");

        var (anas, bens, cleos) = ((await ViewAsync(AssetWorld.Ana))!, (await ViewAsync(AssetWorld.Ben))!, (await ViewAsync(AssetWorld.Cleo))!);
        anas.Should().BeEquivalentTo(new { IsSettled = true, At = AssetWorld.Now });
        anas.Assets.Should().HaveCount(2);
        bens.Assets.Select(asset => (asset.Asset, asset.Result)).Should().BeEquivalentTo([(One, RevocationResult.Downloaded), (Two, RevocationResult.TakenBack)]);
        cleos.Assets.Single().TakenFrom.Should().Equal(AssetWorld.Cleo);
    }

    [Fact]
    public async Task Given_a_release_that_was_not_revoked_When_read_Then_nothing_is_said_of_a_revocation_and_no_mail_can_be()
    {
        await DeliveredAsync();
        (await ViewAsync(AssetWorld.Ana)).Should().BeNull();
        var report = () => new RevocationReports(_world.Releases).FindAsync(Release, default);
        (await report.Should().ThrowAsync<PermanentFailureException>()).Which.Code.Should().Be("revocation_unknown");
    }

    [Fact]
    public async Task Given_a_delivered_asset_When_a_receiver_exports_or_sees_its_picture_Then_it_counts_as_downloaded()
    {
        await DeliveredAsync();
        _world.Assets.FailNextSaves(1);
        await new ExportAssets(_world.Assets, _world.Sealer, _world.Vault, _world.Clock).WriteAsync(AssetWorld.Ben, new FakeExportWriter(), default);
        foreach (var asset in new[] { One, Two }) _world.Assets[asset].State.LastDelivery!.WasDownloadedBy(AssetWorld.Ben).Should().BeTrue();

        var pictured = _world.Assets[One];
        _world.Assets.Put(Asset.Load(One, pictured.State with { Thumbnail = new SealedFile("thumbnail", 3, new string('0', 64), "fake") }, pictured.Version));
        var open = new OpenThumbnailHandler(_world.Assets, _world.Vault, new FakeVaultReports());
        (await open.HandleAsync(new OpenThumbnail(One, AssetWorld.Cleo, AssetWorld.Now), default)).IsFailure.Should().BeFalse();
        _world.Assets[One].State.LastDelivery!.WasDownloadedBy(AssetWorld.Cleo).Should().BeTrue();
        _world.Assets[One].Version.Should().Be(pictured.Version, "a download is no change that an owner sees");
    }

    private async Task<RevocationView?> ViewAsync(UserId by) => (await new GetReleaseHandler(_world.Releases, new InMemoryRehearsals(), _world.Sealer).HandleAsync(new GetRelease(Release, by, AssetWorld.Now), default)).Value.Revocation;

    /// <summary>What somebody's history tells of the revocation.</summary>
    private async Task<IReadOnlyList<string>> StepsAsync(UserId person)
    {
        var store = new InMemoryHistory(_world.Sealer);
        var record = new RecordHistory(new HistoryBook(store, _world.Sealer, _world.Clock), _world.Releases, _world.Keeps);
        foreach (var happened in _world.Releases.Events.Where(happened => happened is AssetReleaseRevoked or AssetTakenBack or AssetNotTakenBack)) await record.HandleAsync(happened, default);
        var told = new List<string>();
        foreach (var entry in store.Of(person))
        {
            var content = await _world.Sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, default);
            told.Add($"{content.Kind} {content.Reason}");
        }

        return told;
    }

    private async Task DeliveredAsync()
    {
        foreach (var number in new[] { 1, 2 }) _world.AddActiveAsset(number, AssetWorld.Ana);
        await _world.ScheduleAsync(1, [One, Two], receivers: [AssetWorld.Ben, AssetWorld.Cleo]);
        await _world.SettleAsync();
        await _world.TriggerAsync(1, AssetWorld.Ben);
        await _world.SettleAsync();
    }
}
