using Kpm.Core.Exports;
using Kpm.Core.Exports.Reactions;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The making of archives, the reactions to it, and what is left to do for exports that ended or are due.</summary>
internal sealed class ExportQueues(QueueWorker worker, MakeExportHandler make, CheckExportHandler check, TellExportReady tell)
{
    [Function("MakeExport")]
    public Task MakeAsync([ServiceBusTrigger(QueueNames.ExportsMake, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<MakeExport>(QueueNames.ExportsMake, message, (work, token) => make.HandleAsync(work, Guid.CreateVersion7(), token), cancellationToken);

    [Function("CheckExport")]
    public Task CheckAsync([ServiceBusTrigger(QueueNames.ExportsCheck, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<CheckExport>(QueueNames.ExportsCheck, message, check.HandleAsync, cancellationToken);

    [Function("TellExportReady")]
    public Task TellAsync([ServiceBusTrigger(QueueNames.ExportsTell, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<ExportReady>(QueueNames.ExportsTell, message, tell.HandleAsync, cancellationToken);
}
