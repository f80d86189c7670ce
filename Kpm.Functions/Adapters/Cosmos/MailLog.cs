using System.Net;
using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The state of each mail, in container <c>mails</c>: kept 400 days, no content, no address.</summary>
internal sealed class MailLog(Database database) : IMailLog
{
    private readonly Container _container = database.GetContainer("mails");

    public async Task<MailStart> StartAsync(string mailId, MailKind kind, Timestamp at, TimeSpan lease, CancellationToken cancellationToken)
    {
        var sending = new MailDocument(mailId, mailId, "mail", 1, kind, MailState.Sending, at + lease, null);
        using (var created = await _container.CreateItemStreamAsync(Serialize(sending), new PartitionKey(mailId), cancellationToken: cancellationToken))
        {
            if (created.StatusCode != HttpStatusCode.Conflict)
            {
                created.EnsureSuccessStatusCode();
                return MailStart.Started;
            }
        }

        var (known, etag) = await FindAsync(mailId, cancellationToken);
        if (known.State == MailState.Sent) return MailStart.AlreadySent;
        if (known.State == MailState.Sending && at < known.LeaseUntilTs) return MailStart.InFlight;
        using var replaced = await _container.ReplaceItemStreamAsync(Serialize(sending), mailId, new PartitionKey(mailId), new ItemRequestOptions { IfMatchEtag = etag }, cancellationToken);
        if (replaced.StatusCode == HttpStatusCode.PreconditionFailed) return MailStart.InFlight;
        replaced.EnsureSuccessStatusCode();
        return MailStart.Started;
    }

    public Task MarkSentAsync(string mailId, Timestamp at, CancellationToken cancellationToken) =>
        PatchAsync(mailId, [PatchOperation.Set("/state", "sent"), PatchOperation.Set("/sentTs", at.UnixMilliseconds)], cancellationToken);

    public Task MarkNotSentAsync(string mailId, CancellationToken cancellationToken) =>
        PatchAsync(mailId, [PatchOperation.Set("/state", "failed")], cancellationToken);

    public async Task<bool> IsSentAsync(string mailId, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(mailId, new PartitionKey(mailId), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return false;
        response.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<MailDocument>(response.Content, KpmJson.Options, cancellationToken))!.State == MailState.Sent;
    }

    private async Task PatchAsync(string mailId, PatchOperation[] operations, CancellationToken cancellationToken)
    {
        using var patched = await _container.PatchItemStreamAsync(mailId, new PartitionKey(mailId), operations, cancellationToken: cancellationToken);
        patched.EnsureSuccessStatusCode();
    }

    private async Task<(MailDocument Mail, string ETag)> FindAsync(string mailId, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(mailId, new PartitionKey(mailId), cancellationToken: cancellationToken);
        response.EnsureSuccessStatusCode();
        return ((await JsonSerializer.DeserializeAsync<MailDocument>(response.Content, KpmJson.Options, cancellationToken))!, response.Headers.ETag);
    }

    private static MemoryStream Serialize(MailDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));

    private enum MailState
    {
        Sending,
        Sent,
        Failed,
    }

    private sealed record MailDocument(string Id, string Pk, string Type, int SchemaVersion, MailKind Kind, MailState State, Timestamp LeaseUntilTs, Timestamp? SentTs);
}
