using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The state of each push message, beside those of mails in container <c>mails</c>: kept 30 days, no content, no device.</summary>
internal sealed class PushLog(Database database) : IPushLog
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private readonly Container _container = database.GetContainer("mails");

    public async Task<PushStart> StartAsync(string pushId, PushKind kind, Timestamp at, TimeSpan lease, CancellationToken cancellationToken)
    {
        var id = IdOf(pushId);
        var sending = new PushDocument(id, id, "push", 1, kind, PushState.Sending, at + lease, null, (int)Kept.TotalSeconds);
        using (var created = await _container.CreateItemStreamAsync(Serialize(sending), new PartitionKey(id), cancellationToken: cancellationToken))
        {
            if (created.StatusCode != HttpStatusCode.Conflict)
            {
                created.EnsureSuccessStatusCode();
                return PushStart.Started;
            }
        }

        var (known, etag) = await FindAsync(id, cancellationToken);
        if (known.State == PushState.Sent) return PushStart.AlreadySent;
        if (known.State == PushState.Sending && at < known.LeaseUntilTs) return PushStart.InFlight;
        using var replaced = await _container.ReplaceItemStreamAsync(Serialize(sending), id, new PartitionKey(id), new ItemRequestOptions { IfMatchEtag = etag }, cancellationToken);
        if (replaced.StatusCode == HttpStatusCode.PreconditionFailed) return PushStart.InFlight;
        replaced.EnsureSuccessStatusCode();
        return PushStart.Started;
    }

    public Task MarkSentAsync(string pushId, Timestamp at, CancellationToken cancellationToken) =>
        PatchAsync(IdOf(pushId), [PatchOperation.Set("/state", "sent"), PatchOperation.Set("/sentTs", at.UnixMilliseconds)], cancellationToken);

    public Task MarkNotSentAsync(string pushId, CancellationToken cancellationToken) =>
        PatchAsync(IdOf(pushId), [PatchOperation.Set("/state", "failed")], cancellationToken);

    /// <summary>No mail has such an id.</summary>
    private static string IdOf(string pushId) => $"push:{pushId}";

    private async Task PatchAsync(string id, PatchOperation[] operations, CancellationToken cancellationToken)
    {
        using var patched = await _container.PatchItemStreamAsync(id, new PartitionKey(id), operations, cancellationToken: cancellationToken);
        patched.EnsureSuccessStatusCode();
    }

    private async Task<(PushDocument Push, string ETag)> FindAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(id, new PartitionKey(id), cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
        return ((await JsonSerializer.DeserializeAsync<PushDocument>(response.Content, KpmJson.Options, cancellationToken))!, response.Headers.ETag);
    }

    private static MemoryStream Serialize(PushDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));

    private enum PushState
    {
        Sending,
        Sent,
        Failed,
    }

    private sealed record PushDocument(
        string Id,
        string Pk,
        string Type,
        int SchemaVersion,
        PushKind Kind,
        PushState State,
        Timestamp LeaseUntilTs,
        Timestamp? SentTs,
        [property: JsonPropertyName("ttl")] int TimeToLiveSeconds);
}
