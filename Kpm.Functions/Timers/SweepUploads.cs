using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every ten seconds: send a message for each upload whose time is over, which waits for its verification, or whose blobs are to be deleted.</summary>
internal sealed class SweepUploads(DueWork<UploadId, CheckDueUpload> due)
{
    [Function("SweepUploads")]
    public Task RunAsync([TimerTrigger("7/10 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
