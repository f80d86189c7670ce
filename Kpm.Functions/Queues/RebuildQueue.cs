using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.UseCases;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>Rows made anew: a message for each page of aggregates, and one for each aggregate of it.</summary>
internal sealed class RebuildQueue(QueueWorker worker, RebuildPageHandler page, RebuildRowsHandler rows)
{
    [Function("RebuildPage")]
    public Task PageAsync([ServiceBusTrigger(QueueNames.ProjectionsRebuild, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<RebuildPage>(QueueNames.ProjectionsRebuild, message, page.HandleAsync, cancellationToken);

    [Function("RebuildRows")]
    public Task RowsAsync([ServiceBusTrigger(QueueNames.ProjectionsRebuildRows, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<RebuildRows>(QueueNames.ProjectionsRebuildRows, message, rows.HandleAsync, cancellationToken);
}
