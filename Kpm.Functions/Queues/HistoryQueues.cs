using System.Text.Json.Nodes;
using Kpm.Core.Assets.Reactions;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>What is appended to the histories of people.</summary>
internal sealed class HistoryQueues(QueueWorker worker, RecordHistory record)
{
    [Function("RecordHistory")]
    public Task RecordAsync([ServiceBusTrigger(QueueNames.HistoryAppend, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.HistoryAppend, message, (received, _, token) => record.HandleAsync(received.Event(), token), cancellationToken);
}
