using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Kpm.Functions.Adapters.SendGrid;
using Kpm.Local.Sinks.Mail;
using Kpm.Tests.Faults;
using Kpm.Tests.Running;

namespace Kpm.Tests.Contracts.Replay;

/// <content>What operators and other systems do.</content>
internal sealed partial class ReplayWorld
{
    private void AddOperators()
    {
        Add(() => _world.Nobody, "Health", "Version", "ListSigningKeys", "OpenApiDocument");
        Add(() => _world.Admin, "ListUsers", "GetQuota", "GrantQuota", "RebuildProjections", "ListFailures", "ListJobs", "GetVaultKeyUse", "RotateVaultKey");
        Add("ReplayEvents", () => Task.FromResult(As(_world.Admin).With("since_ts", JsonValue.Create(TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds()))));
        Add("ActivateUserByAdmin", async () => As(_world.Admin, (MontseId, (await DoneAsync(_world.Nobody.RegisterAsync(Person.New("waits")))).NewId)));
        foreach (var operation in new[] { "DisableUser", "RemoveUser", "RotateUserKey" }) Add(operation, async () => As(_world.Admin, (MontseId, (await SomebodyAsync()).UserId)));
        Add("GetKeyRotation", async () =>
        {
            var client = await SomebodyAsync();
            await DoneAsync(_world.Admin.PostAsync($"/admin/users/{client.UserId}/key-rotation", new { }));
            return As(client, (MontseId, client.UserId));
        });
        Add("CertifyErasure", async () => As(_world.Admin, (MontseId, await ErasedAsync())));
        foreach (var operation in new[] { "DismissFailure", "ResubmitFailure" }) Add(operation, async () => As(_world.Admin, (ExampleOf("failureId"), await FailureAsync())));
        Add("ReceiveMailEvents", () => Task.FromResult(As(_world.Nobody) with { Prepare = Sign }));
    }

    private void Sign(HttpRequestMessage request, string body)
    {
        using var key = WebhookKey.Ensure(_world.App.Sinks.Folder);
        var now = SignedMailEvents.Now;
        request.Headers.TryAddWithoutValidation(SendGridWebhookSignature.SignatureHeader, SignedMailEvents.Sign(key, now, body));
        request.Headers.Add(SendGridWebhookSignature.TimestampHeader, now.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Somebody whose account was removed a while ago.</summary>
    private async Task<string> ErasedAsync()
    {
        var person = (await SomebodyAsync()).UserId;
        await DoneAsync(_world.Admin.SendAsync(HttpMethod.Delete, $"/users/{person}", JsonContent.Create(new { reason = "" })));
        using var stored = new StoredDocuments(_world.App);
        await stored.RemovalIsDoneAsync(person);
        await stored.AgeErasureAsync(person, TimeSpan.FromMinutes(5));
        return person;
    }

    /// <summary>A welcome that the mail service refused for good; the notice to the board, which it refused too, is dismissed.</summary>
    private async Task<string> FailureAsync()
    {
        await _world.App.BusOperator.AreDrainedAsync();
        await _world.App.Mailbox.FailAsync(400, 2);
        var person = (await DoneAsync(_world.Nobody.RegisterAsync(Person.New("failing")))).NewId;
        var failures = await Eventually.GetAsync(
            async () => (await _world.Admin.AllItemsAsync("/admin/failures")).Where(failure => failure.GetProperty("message").GetString()!.Contains(person, StringComparison.Ordinal)).Select(failure => failure.GetProperty("id").GetString()!).ToList(),
            found => found.Count == 2,
            "two failures");
        await DoneAsync(_world.Admin.DeleteAsync($"/admin/failures/{failures[1]}"));
        return failures[0];
    }
}
