using System.Net;
using System.Net.Http.Headers;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>Scheduled transfers through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class ReleaseTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const long FarAway = 253_402_300_799_999;
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
    public async Task Given_AHiddenAsset_When_TheOwnerCancels_Then_ItIsShownAgainAndTheReleaseStaysEnded()
    {
        var release = await ScheduleAndHideAsync(FarAway, _receiver.UserId);
        (await _owner.GetAsync($"/assets/{_asset}/file")).ShouldBeProblem(403, "forbidden");
        (await _owner.PostAsync("/legacy/transfer", new { name = "Again", assets = new[] { _asset }, receivers = new[] { _receiver.UserId } })).ShouldBeProblem(403, "not_schedulable");

        (await _owner.DeleteAsync(release)).ShouldBe(HttpStatusCode.NoContent);
        await IsShownAsync();
        await Eventually.IsTrueAsync(async () => await _owner.CountAsync("/me/assets") == 1, "the asset in the list");
        (await _owner.DeleteAsync(release)).ShouldBeProblem(409, "conflict");
        (await _receiver.DeleteAsync(release)).ShouldBeProblem(409, "conflict");
        (await _receiver.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "not_ready");
        await Eventually.IsTrueAsync(async () => await _owner.CountAsync("/me/legacy?state=past") == 1, "the release among the past ones");
    }

    [Fact]
    public async Task Given_AHiddenAsset_When_TheReceiverDeclines_Then_ItIsShownAgain()
    {
        var release = await ScheduleAndHideAsync(1, _receiver.UserId);
        (await _receiver.DeleteAsync(release)).ShouldBe(HttpStatusCode.NoContent);
        await IsShownAsync();
        (await _receiver.GetAsync($"/assets/{_asset}")).ShouldBeProblem(403, "forbidden");
        (await _owner.DeleteAsync(release)).ShouldBeProblem(409, "conflict");
    }

    [Fact]
    public async Task Given_ADateToCome_When_SomebodyTriggers_Then_NothingMoves()
    {
        var release = await ScheduleAndHideAsync(FarAway, _receiver.UserId);
        (await _receiver.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "not_ready");
        (await _owner.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "forbidden");
        (await _world.Stranger.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "forbidden");
        (await _world.Stranger.DeleteAsync(release)).ShouldBeProblem(403, "forbidden");
        (await _receiver.GetAsync($"/assets/{_asset}")).ShouldBeProblem(403, "forbidden");
        (await _receiver.CountAsync("/me/assets")).Should().Be(0);
    }

    [Fact]
    public async Task Given_AnOldVersion_When_TheOwnerCancels_Then_ThePreconditionFails()
    {
        var release = await ScheduleAndHideAsync(FarAway, _receiver.UserId);
        foreach (var version in new[] { "\"9999\"", "\"x\"" })
            (await DeleteAsync(release, version)).ShouldBeProblem(412, "version_mismatch");
        var cancel = await Eventually.GetAsync(async () => await DeleteAsync(release, (await _owner.GetAsync(release)).ETag!), answer => answer.Code != "version_mismatch", "a cancel with the present version");
        cancel.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AReceiverWhoIsNoKeep_When_AReceiverTriggers_Then_ItIsCancelledAndTheAssetReturns()
    {
        var release = await ScheduleAndHideAsync(1, _receiver.UserId, _world.Stranger.UserId);
        var answer = await Eventually.GetAsync(() => _receiver.PostAsync($"{release}/trigger", new { }), answer => answer.Code != "not_ready", "readiness");
        answer.ShouldBeProblem(409, "conflict");
        await IsShownAsync();
        (await _receiver.GetAsync($"/assets/{_asset}")).ShouldBeProblem(403, "forbidden");
        (await _owner.GetAsync(release)).Json.GetProperty("state").GetString().Should().Be("removed");
    }

    [Fact]
    public async Task Given_AReleaseThatWaits_When_TheReceiverLooks_Then_TheySeeItsTermsAndNothingOfItsAssets()
    {
        var release = await ScheduleAndHideAsync(1, _receiver.UserId);
        await Eventually.IsTrueAsync(async () => await _receiver.CountAsync("/me/legacy/incoming") == 1, "the release among the incoming");
        var seen = await _receiver.GetAsync(release);
        seen.ShouldBe(HttpStatusCode.OK);
        seen.Json.GetProperty("name").GetString().Should().Be("For you");
        seen.Body.Should().NotContain("A gift").And.NotContain("box.bin");
        seen.Json.GetProperty("conditions").TryGetProperty("location", out _).Should().BeFalse();
        (await _receiver.CountAsync("/me/legacy")).Should().Be(0, "it is not the receiver's own");
        (await _world.Stranger.GetAsync(release)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_AssetsThatCannotBeReleased_When_TheyAreScheduled_Then_WhichOneIsNotTold()
    {
        var pending = (await _owner.CreateAssetAsync("Pending", FileToUpload.Binary(1))).Location!.ToString().Split('/')[4];
        var foreign = await _world.Owner.AddAssetAsync("Foreign", FileToUpload.Binary(1));
        foreach (var other in new[] { pending, foreign, Guid.NewGuid().ToString() })
            (await ScheduleAsync([_asset, other], 1, _receiver.UserId)).ShouldBeProblem(403, "not_schedulable");
        await IsShownAsync();
    }

    [Fact]
    public async Task Given_AReleaseOfTheSameId_When_ItIsScheduledAgain_Then_ItIsTheSame()
    {
        var id = Guid.CreateVersion7().ToString();
        var body = new { id, name = "Once", assets = new[] { _asset }, receivers = new[] { _receiver.UserId }, scheduled_date = FarAway };
        foreach (var answer in new[] { await _owner.PostAsync("/legacy/transfer", body), await _owner.PostAsync("/legacy/transfer", body) })
        {
            answer.ShouldBe(HttpStatusCode.Created);
            answer.Location!.ToString().Should().Be($"/api/v1/legacy/{id}");
        }

        var theirs = await _world.Owner.AddAssetAsync("Theirs", FileToUpload.Binary(1));
        (await _world.Owner.PostAsync("/legacy/transfer", new { id, name = "Taken", assets = new[] { theirs }, receivers = new[] { _world.Friend.UserId }, scheduled_date = FarAway })).ShouldBeProblem(409, "conflict");
    }

    private async Task<string> ScheduleAndHideAsync(long date, params string[] receivers)
    {
        var scheduled = await ScheduleAsync(date, receivers);
        scheduled.ShouldBe(HttpStatusCode.Created);
        await Eventually.IsTrueAsync(async () => (await _owner.GetAsync($"/assets/{_asset}")).Status == HttpStatusCode.Forbidden, "a hidden asset");
        return scheduled.Location!.ToString();
    }

    private Task<ApiAnswer> ScheduleAsync(long date, params string[] receivers) => ScheduleAsync([_asset], date, receivers);

    private Task<ApiAnswer> ScheduleAsync(string[] assets, long date, params string[] receivers) =>
        _owner.PostAsync("/legacy/transfer", new { name = "For you", assets, receivers, scheduled_date = date });

    private Task IsShownAsync() => Eventually.IsTrueAsync(async () => (await _owner.GetAsync($"/assets/{_asset}/file")).Status == HttpStatusCode.OK, "a visible asset");

    private Task<ApiAnswer> DeleteAsync(string release, string version) =>
        _owner.SendAsync(HttpMethod.Delete, release, prepare: request => request.Headers.IfMatch.Add(new EntityTagHeaderValue(version)));
}
