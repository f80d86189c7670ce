using Kpm.Core.Exports.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every minute: send a message for each export that waits for its archive, whose time is over, or whose blobs are to be deleted.</summary>
internal sealed class SweepExports(DueWork<ExportId, CheckExport> due)
{
    [Function("SweepExports")]
    public Task RunAsync([TimerTrigger("11 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
