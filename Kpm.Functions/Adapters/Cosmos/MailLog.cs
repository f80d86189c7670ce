using System.Net;
using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Telemetry;
using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>The state of each mail, in container <c>mails</c>: kept 400 days, no content, no address.</summary>
internal sealed class MailLog(Database database) : IMailLog
{
    private readonly Container _container = database.GetContainer("mails");

    public async Task<MailStart> StartAsync(SendEmail mail, Timestamp at, TimeSpan lease, CancellationToken cancellationToken)
    {
        var sending = new MailDocument(mail.MailId, mail.MailId, "mail", 2, mail.Kind, mail.Receiver, MailState.Sending, at, at + lease, null, null);
        using (var created = await _container.CreateItemStreamAsync(Serialize(sending), new PartitionKey(mail.MailId), cancellationToken: cancellationToken))
        {
            if (created.StatusCode != HttpStatusCode.Conflict)
            {
                created.EnsureSuccessStatusCode();
                Count(MailState.Sending);
                return MailStart.First;
            }
        }

        var (known, etag) = await FindAsync(mail.MailId, cancellationToken) ?? throw new ConcurrencyConflictException("The mail's document has just expired.");
        if (IsKnownToBeSent(known.State)) return MailStart.AlreadySent;
        if (known.State == MailState.Sending && at < known.LeaseUntilTs) return MailStart.InFlight;
        if (!await TryReplaceAsync(sending, etag, cancellationToken)) return MailStart.InFlight;
        Count(MailState.Sending);
        return MailStart.Again;
    }

    public Task MarkSentAsync(string mailId, Timestamp at, CancellationToken cancellationToken) =>
        PatchSendingAsync(mailId, MailState.Sent, [PatchOperation.Set("/sentTs", at.UnixMilliseconds)], cancellationToken);

    public Task MarkNotSentAsync(string mailId, CancellationToken cancellationToken) =>
        PatchSendingAsync(mailId, MailState.Failed, [], cancellationToken);

    public async Task<LoggedMail?> NoteAsync(string mailId, MailOutcome outcome, Timestamp at, CancellationToken cancellationToken)
    {
        if (await FindAsync(mailId, cancellationToken) is not var (known, etag)) return null;
        if (SaysMore(outcome, known))
        {
            var noted = known with { State = StateAfter(outcome), SentTs = known.SentTs ?? at, OutcomeTs = at };
            if (!await TryReplaceAsync(noted, etag, cancellationToken)) throw new ConcurrencyConflictException("The mail changed meanwhile.");
            Count(noted.State);
        }

        return new LoggedMail(known.Kind, known.Receiver, known.StartedTs ?? at);
    }

    public async Task<MailHandover?> FindSentAsync(string mailId, CancellationToken cancellationToken) =>
        await FindAsync(mailId, cancellationToken) is ({ SentTs: { } sent } known, _) && IsKnownToBeSent(known.State) ? new MailHandover(sent, known.State == MailState.Bounced) : null;

    /// <summary>Whether the mail service took it: then it is never handed over again, whatever became of it.</summary>
    private static bool IsKnownToBeSent(MailState state) => state is not (MailState.Sending or MailState.Failed);

    private static MailState StateAfter(MailOutcome outcome) => outcome switch
    {
        MailOutcome.Accepted => MailState.Sent,
        MailOutcome.Delivered => MailState.Delivered,
        MailOutcome.Bounced => MailState.Bounced,
        MailOutcome.Refused => MailState.Failed,
    };

    /// <summary>A server may take a mail and send it back later; nothing else comes after what ended.</summary>
    private static bool SaysMore(MailOutcome outcome, MailDocument known) => outcome switch
    {
        MailOutcome.Accepted => known is { State: MailState.Sending or MailState.Failed, OutcomeTs: null },
        MailOutcome.Refused => known.State is MailState.Sending or MailState.Sent,
        MailOutcome.Delivered => known.State is not (MailState.Delivered or MailState.Bounced),
        MailOutcome.Bounced => known.State != MailState.Bounced,
    };

    private async Task<bool> TryReplaceAsync(MailDocument document, string etag, CancellationToken cancellationToken)
    {
        using var replaced = await _container.ReplaceItemStreamAsync(Serialize(document), document.Id, new PartitionKey(document.Pk), new ItemRequestOptions { IfMatchEtag = etag }, cancellationToken);
        if (replaced.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        replaced.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Changes a mail that is being sent; the webhook may know more already.</summary>
    private async Task PatchSendingAsync(string mailId, MailState state, IEnumerable<PatchOperation> beside, CancellationToken cancellationToken)
    {
        PatchOperation[] operations = [PatchOperation.Set("/state", Word(state)), .. beside];
        var ifSending = new PatchItemRequestOptions { FilterPredicate = "FROM c WHERE c.state = 'sending'", EnableContentResponseOnWrite = false };
        using var patched = await _container.PatchItemStreamAsync(mailId, new PartitionKey(mailId), operations, ifSending, cancellationToken);
        if (patched.StatusCode == HttpStatusCode.PreconditionFailed) return;
        patched.EnsureSuccessStatusCode();
        Count(state);
    }

    private static void Count(MailState state) => KpmMeter.Mail(Word(state));

    /// <summary>As it is stored.</summary>
    private static string Word(MailState state) => JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    private async Task<(MailDocument Mail, string ETag)?> FindAsync(string mailId, CancellationToken cancellationToken)
    {
        using var response = await _container.ReadItemStreamAsync(mailId, new PartitionKey(mailId), cancellationToken: cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return ((await JsonSerializer.DeserializeAsync<MailDocument>(response.Content, KpmJson.Options, cancellationToken))!, response.Headers.ETag);
    }

    private static MemoryStream Serialize(MailDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, KpmJson.Options));

    private enum MailState
    {
        Sending,
        Sent,
        Delivered,
        Bounced,
        Failed,
    }

    /// <remarks>Version 1 knew no <c>receiver</c>, <c>startedTs</c> and <c>outcomeTs</c>.</remarks>
    private sealed record MailDocument(
        string Id, string Pk, string Type, int SchemaVersion, MailKind Kind, UserId? Receiver, MailState State, Timestamp? StartedTs, Timestamp LeaseUntilTs, Timestamp? SentTs, Timestamp? OutcomeTs);
}
