using System.Net;
using System.Net.Http.Headers;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>Scheduled transfers through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class ReleaseTests(LazyApiWorld lazy) : GivingTests(lazy)
{
    [Fact]
    public async Task Given_AHiddenAsset_When_TheOwnerCancels_Then_ItIsShownAgainAndTheReleaseStaysEnded()
    {
        var release = await ScheduleAndHideAsync(FarAway, Receiver.UserId);
        (await Owner.GetAsync($"/assets/{Asset}/file")).ShouldBeProblem(403, "forbidden");
        (await Owner.PostAsync("/legacy/transfer", new { name = "Again", assets = new[] { Asset }, receivers = new[] { Receiver.UserId } })).ShouldBeProblem(403, "not_schedulable");

        (await Owner.DeleteAsync(release)).ShouldBe(HttpStatusCode.NoContent);
        await IsShownAsync();
        await Eventually.IsTrueAsync(async () => await Owner.CountAsync("/me/assets") == 1, "the asset in the list");
        (await Owner.DeleteAsync(release)).ShouldBeProblem(409, "conflict");
        (await Receiver.DeleteAsync(release)).ShouldBeProblem(409, "conflict");
        (await Receiver.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "not_ready");
        await Eventually.IsTrueAsync(async () => await Owner.CountAsync("/me/legacy?state=past") == 1, "the release among the past ones");
    }

    [Fact]
    public async Task Given_AHiddenAsset_When_TheReceiverDeclines_Then_ItIsShownAgain()
    {
        var release = await ScheduleAndHideAsync(1, Receiver.UserId);
        (await Receiver.DeleteAsync(release)).ShouldBe(HttpStatusCode.NoContent);
        await IsShownAsync();
        (await Receiver.GetAsync($"/assets/{Asset}")).ShouldBeProblem(403, "forbidden");
        (await Owner.DeleteAsync(release)).ShouldBeProblem(409, "conflict");
    }

    [Fact]
    public async Task Given_ADateToCome_When_SomebodyTriggers_Then_NothingMoves()
    {
        var release = await ScheduleAndHideAsync(FarAway, Receiver.UserId);
        (await Receiver.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "not_ready");
        (await Owner.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "forbidden");
        (await World.Stranger.PostAsync($"{release}/trigger", new { })).ShouldBeProblem(403, "forbidden");
        (await World.Stranger.DeleteAsync(release)).ShouldBeProblem(403, "forbidden");
        (await Receiver.GetAsync($"/assets/{Asset}")).ShouldBeProblem(403, "forbidden");
        (await Receiver.CountAsync("/me/assets")).Should().Be(0);
    }

    [Fact]
    public async Task Given_AnOldVersion_When_TheOwnerCancels_Then_ThePreconditionFails()
    {
        var release = await ScheduleAndHideAsync(FarAway, Receiver.UserId);
        foreach (var version in new[] { "\"9999\"", "\"x\"" })
            (await DeleteAsync(release, version)).ShouldBeProblem(412, "version_mismatch");
        var cancel = await Eventually.GetAsync(async () => await DeleteAsync(release, (await Owner.GetAsync(release)).ETag!), answer => answer.Code != "version_mismatch", "a cancel with the present version");
        cancel.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AReceiverWhoIsNoKeep_When_AReceiverTriggers_Then_ItIsCancelledAndTheAssetReturns()
    {
        var release = await ScheduleAndHideAsync(1, Receiver.UserId, World.Stranger.UserId);
        var answer = await Eventually.GetAsync(() => Receiver.PostAsync($"{release}/trigger", new { }), answer => answer.Code != "not_ready", "readiness");
        answer.ShouldBeProblem(409, "conflict");
        await IsShownAsync();
        (await Receiver.GetAsync($"/assets/{Asset}")).ShouldBeProblem(403, "forbidden");
        (await Owner.GetAsync(release)).Json.GetProperty("state").GetString().Should().Be("removed");
    }

    [Fact]
    public async Task Given_AReleaseThatWaits_When_TheReceiverLooks_Then_TheySeeItsTermsAndNothingOfItsAssets()
    {
        var release = await ScheduleAndHideAsync(1, Receiver.UserId);
        await Eventually.IsTrueAsync(async () => await Receiver.CountAsync("/me/legacy/incoming") == 1, "the release among the incoming");
        var seen = await Receiver.GetAsync(release);
        seen.ShouldBe(HttpStatusCode.OK);
        seen.Json.GetProperty("name").GetString().Should().Be("For you");
        seen.Body.Should().NotContain("A gift").And.NotContain("box.bin");
        seen.Json.GetProperty("conditions").TryGetProperty("location", out _).Should().BeFalse();
        (await Receiver.CountAsync("/me/legacy")).Should().Be(0, "it is not the receiver's own");
        (await World.Stranger.GetAsync(release)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Given_AssetsThatCannotBeReleased_When_TheyAreScheduled_Then_WhichOneIsNotTold()
    {
        var pending = (await Owner.CreateAssetAsync("Pending", FileToUpload.Binary(1))).Location!.ToString().Split('/')[4];
        var foreign = await World.Owner.AddAssetAsync("Foreign", FileToUpload.Binary(1));
        foreach (var other in new[] { pending, foreign, Guid.NewGuid().ToString() })
            (await ScheduleAsync([Asset, other], 1, Receiver.UserId)).ShouldBeProblem(403, "not_schedulable");
        await IsShownAsync();
    }

    [Fact]
    public async Task Given_AReleaseOfTheSameId_When_ItIsScheduledAgain_Then_ItIsTheSame()
    {
        var id = Guid.CreateVersion7().ToString();
        var body = new { id, name = "Once", assets = new[] { Asset }, receivers = new[] { Receiver.UserId }, scheduled_date = FarAway };
        foreach (var answer in new[] { await Owner.PostAsync("/legacy/transfer", body), await Owner.PostAsync("/legacy/transfer", body) })
        {
            answer.ShouldBe(HttpStatusCode.Created);
            answer.Location!.ToString().Should().Be($"/api/v1/legacy/{id}");
        }

        var theirs = await World.Owner.AddAssetAsync("Theirs", FileToUpload.Binary(1));
        (await World.Owner.PostAsync("/legacy/transfer", new { id, name = "Taken", assets = new[] { theirs }, receivers = new[] { World.Friend.UserId }, scheduled_date = FarAway })).ShouldBeProblem(409, "conflict");
    }

    private async Task<string> ScheduleAndHideAsync(long date, params string[] receivers)
    {
        var scheduled = await ScheduleAsync(date, receivers);
        scheduled.ShouldBe(HttpStatusCode.Created);
        await Eventually.IsTrueAsync(async () => (await Owner.GetAsync($"/assets/{Asset}")).Status == HttpStatusCode.Forbidden, "a hidden asset");
        return scheduled.Location!.ToString();
    }

    private Task<ApiAnswer> ScheduleAsync(long date, params string[] receivers) => ScheduleAsync([Asset], date, receivers);

    private Task<ApiAnswer> ScheduleAsync(string[] assets, long date, params string[] receivers) =>
        Owner.PostAsync("/legacy/transfer", new { name = "For you", assets, receivers, scheduled_date = date });

    private Task IsShownAsync() => Eventually.IsTrueAsync(async () => (await Owner.GetAsync($"/assets/{Asset}/file")).Status == HttpStatusCode.OK, "a visible asset");

    private Task<ApiAnswer> DeleteAsync(string release, string version) =>
        Owner.SendAsync(HttpMethod.Delete, release, prepare: request => request.Headers.IfMatch.Add(new EntityTagHeaderValue(version)));
}
