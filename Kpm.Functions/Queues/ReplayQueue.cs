using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>Events sent again: a message for each page of documents.</summary>
internal sealed class ReplayQueue(QueueWorker worker, EventReplay replay)
{
    [Function("ReplayPage")]
    public Task PageAsync([ServiceBusTrigger(QueueNames.EventsReplay, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<ReplayPage>(QueueNames.EventsReplay, message, replay.HandleAsync, cancellationToken);
}
