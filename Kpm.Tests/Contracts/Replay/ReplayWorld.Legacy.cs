using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Contracts.Replay;

/// <content>Releases.</content>
internal sealed partial class ReplayWorld
{
    private void AddLegacy()
    {
        foreach (var operation in new[] { "ScheduleRelease", "ScheduleInABottle", "ScheduleHideAndSeek", "ScheduleTransfer", "ScheduleTimeCapsule" })
            Add(operation, async () => As(_montse, (PhotoId, await NewAssetAsync())));
        Add("ScheduleToFutureSelf", async () => As(_montse, (LetterId, await NewAssetAsync())));
        Add(() => _montse, "ListMyReleases", "ListMyReleasesByFormerName", "GetReleaseStats", "ListMyHistory", "VerifyMyHistory");
        Add(() => _world.Admin, "ListReleases");
        Add(() => _pol, "ListIncomingReleases", "ListWatchedReleases");
        foreach (var operation in new[] { "GetRelease", "ExplainRelease", "CancelRelease" }) Add(operation, async () => As(_montse, (ReleaseId, await PlanAsync())));
        foreach (var operation in new[] { "RequestRehearsal", "ListRehearsals", "GetRehearsal" }) Add(operation, WithRehearsalAsync);
        Add("ReviseRelease", async () => As(_montse, (ReleaseId, await PlanFreelyAsync("For your birthday", _pol.UserId))));
        Add("TriggerRelease", async () =>
        {
            var release = await PlanAsync();
            await Eventually.IsTrueAsync(async () => (await _montse.GetAsync($"/legacy/{release}/conditions")).Json.GetProperty("is_ready").GetBoolean(), "a release that is ready");
            return As(_pol, (ReleaseId, release));
        });
        Add("GetReceipt", async () => As(_pol, (ReleaseId, await DeliverAsync())));
        Add("RevokeRelease", async () => As(_montse, (ReleaseId, await DeliveredAsync())));
        Add("RemindInvited", async () =>
        {
            var (release, invitation, email) = await InviteAsync();
            await MailedTokenAsync(email, "invitation_token");
            return As(_montse, (ReleaseId, release), (ExampleOf("invitationId"), invitation));
        });
    }

    private static string ReleaseId => ExampleOf("releaseId");

    /// <summary>A release for Pol, who must go where the example of a claim is.</summary>
    private async Task<string> PlanAsync() => (await DoneAsync(_montse.PostAsync(
        "/legacy/hide-and-seek",
        new { name = $"El tresor {Guid.NewGuid():N}", assets = new[] { await NewAssetAsync() }, receivers = new[] { _pol.UserId }, location = "geo:42.28870,3.27860;u=100" }))).NewId;

    /// <summary>A release that was rehearsed.</summary>
    private async Task<ReplayCall> WithRehearsalAsync()
    {
        var release = await PlanAsync();
        var path = (await DoneAsync(_montse.PostAsync($"/legacy/{release}/rehearsals", new { at = 2_222_226_000_001, location = "el roure" }))).Location!.ToString();
        await Eventually.IsTrueAsync(async () => (await _montse.GetAsync(path)).Json.GetProperty("state").GetString() == "done", "a rehearsal with a result");
        return As(_montse, (ReleaseId, release), (ExampleOf("rehearsalId"), path.Split('/')[^1]));
    }

    /// <summary>A release that was delivered to Pol, and its receipt signed.</summary>
    private async Task<string> DeliverAsync()
    {
        var release = await PlanFreelyAsync($"Per a tu {Guid.NewGuid():N}", _pol.UserId);
        await Eventually.GetAsync(() => _pol.PostAsync($"/legacy/{release}/trigger", new { }), answer => answer.Status == HttpStatusCode.NoContent, "a claim");
        await Eventually.GetAsync(() => _pol.GetAsync($"/legacy/{release}/receipt"), answer => answer.Status == HttpStatusCode.OK, "a receipt");
        return release;
    }

    /// <summary>A release without a condition, which may be given any.</summary>
    private async Task<string> PlanFreelyAsync(string name, object receiver) =>
        (await DoneAsync(_montse.PostAsync("/legacy", new { name, assets = new[] { await NewAssetAsync() }, receivers = new[] { receiver }, conditions = new { type = "always" } }))).NewId;

    /// <summary>A release that was executed.</summary>
    private async Task<string> DeliveredAsync()
    {
        var release = await PlanFreelyAsync($"Les fotos {Guid.NewGuid():N}", _pol.UserId);
        await Eventually.IsTrueAsync(async () => (await _montse.GetAsync($"/legacy/{release}/conditions")).Json.GetProperty("is_ready").GetBoolean(), "a release that is ready");
        await DoneAsync(_pol.PostAsync($"/legacy/{release}/trigger", new { }));
        return release;
    }

    /// <summary>A release for somebody who is known by an address only, and for whom alone it waits.</summary>
    private async Task<(string Release, string Invitation, string Email)> InviteAsync()
    {
        var email = Person.New("rosa").Email;
        var release = await PlanFreelyAsync($"Per a la Rosa {email[^20..]}", new { email, name = "La tieta Rosa" });
        var invited = (await _montse.GetAsync($"/legacy/{release}")).Json.GetProperty("invited")[0];
        return (release, invited.GetProperty("id").GetString()!, email);
    }
}
