using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every ten seconds: send a message for each release whose time may have come.</summary>
internal sealed class CheckDueReleases(DueWork<ReleaseId, CheckDueRelease> due)
{
    [Function("CheckDueReleases")]
    public Task RunAsync([TimerTrigger("5/10 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
