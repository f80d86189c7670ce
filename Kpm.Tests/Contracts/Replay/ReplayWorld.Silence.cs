using System.Text.Json.Nodes;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Contracts.Replay;

/// <content>Signs of life, and the attempts to reach somebody who gives none.</content>
internal sealed partial class ReplayWorld
{
    private void AddSilence()
    {
        Add(() => _montse, "GetMySignsOfLife", "GiveSignOfLife", "EndTravelPause");
        Add("PauseForTravel", () => Task.FromResult(As(_montse).With("until", JsonValue.Create(TimeProvider.System.GetUtcNow().AddDays(90).ToUnixTimeMilliseconds()))));
        Add(() => _world.Nobody, "CheckedInPage");
        Add("CheckInPage", () => Task.FromResult(As(_world.Nobody) with { Query = $"?check_in_token={new PageTokens(_world.App).CheckIn(_montse.UserId)}" }));
        Add("CheckIn", () => Task.FromResult(As(_world.Nobody).With("check_in_token", Text(new PageTokens(_world.App).CheckIn(_montse.UserId)))));
        foreach (var operation in new[] { "ListAttempts", "GetAttempt", "PauseAttempt" }) Add(operation, WithAttemptAsync);
        foreach (var operation in new[] { "ListAttestations", "AttestRelease", "WithdrawAttestation" }) Add(operation, WithWatchedAsync);
    }

    /// <summary>Somebody whose legacy waits for the word of Pol.</summary>
    private async Task<ReplayCall> WithWatchedAsync()
    {
        var owner = await SomebodyAsync();
        await ApiWorld.BefriendAsync(owner, _pol);
        var legacy = await PlanForPolAsync(owner, new { type = "attestation", count = 1 });
        return As(_pol, (ReleaseId, legacy.Split('/')[^1]));
    }

    private async Task<string> PlanForPolAsync(ApiClient owner, object conditions) => (await DoneAsync(owner.PostAsync("/legacy", new
    {
        name = "Per si no torno",
        assets = new[] { await owner.AddAssetAsync("Carta", File) },
        receivers = new[] { _pol.UserId },
        keepers = new[] { _pol.UserId },
        conditions,
    }))).Location!.ToString();

    /// <summary>Somebody who has been silent for their period, with Pol as a keeper.</summary>
    private async Task<ReplayCall> WithAttemptAsync()
    {
        var owner = await SomebodyAsync();
        await ApiWorld.BefriendAsync(owner, _pol);
        var legacy = await PlanForPolAsync(owner, new { type = "inactivity" });
        using var time = new SilentTime(_world.App);
        var attempt = await time.PassPeriodAsync(owner, legacy, days: 91);
        return As(_pol, (ReleaseId, legacy.Split('/')[^1]), (ExampleOf("attemptId"), attempt.Split('/')[^1]));
    }
}
