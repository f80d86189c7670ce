using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every ten seconds: send a message for each account whose cooling-off is over, and for each removal that waits or stands still.</summary>
internal sealed class CheckDueRemovals(DueWork<UserId, CloseAccount> closings, DueWork<RemovalId, AdvanceRemoval> removals)
{
    [Function("CheckDueRemovals")]
    public async Task RunAsync([TimerTrigger("3/10 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await closings.RunAsync(cancellationToken);
        await removals.RunAsync(cancellationToken);
    }
}
