using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>What is appended to the histories of people, and what is signed of them.</summary>
internal sealed class HistoryQueues(QueueWorker worker, RecordHistory record, SignHistoryHandler sign, IssueReceipt issue, TellKeyUsesHandler tellKeyUses)
{
    private const int SecretSize = 32;

    [Function("RecordHistory")]
    public Task RecordAsync([ServiceBusTrigger(QueueNames.HistoryAppend, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.HistoryAppend, message, (received, _, token) => record.HandleAsync(received.Event(), token), cancellationToken);

    [Function("SignHistory")]
    public Task SignAsync([ServiceBusTrigger(QueueNames.HistorySign, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SignHistory>(QueueNames.HistorySign, message, sign.HandleAsync, cancellationToken);

    [Function("TellKeyUses")]
    public Task TellKeyUsesAsync([ServiceBusTrigger(QueueNames.HistoryTellKeyUses, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<TellKeyUses>(QueueNames.HistoryTellKeyUses, message, tellKeyUses.HandleAsync, cancellationToken);

    [Function("IssueReceipt")]
    public Task IssueAsync([ServiceBusTrigger(QueueNames.ReceiptsIssue, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetReleaseDelivered>(QueueNames.ReceiptsIssue, message, (happened, token) => issue.HandleAsync(happened, [.. RandomNumberGenerator.GetBytes(SecretSize)], token), cancellationToken);
}
