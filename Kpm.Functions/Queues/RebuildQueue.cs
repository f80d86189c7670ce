using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.UseCases;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>One message, one page of rows made anew.</summary>
internal sealed class RebuildQueue(QueueWorker worker, RebuildRows rebuild)
{
    [Function("RebuildPage")]
    public Task RunAsync([ServiceBusTrigger(QueueNames.ProjectionsRebuild, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<RebuildPage>(QueueNames.ProjectionsRebuild, message, rebuild.HandleAsync, cancellationToken);
}
