using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every minute: send a message for each attempt of which a day is over.</summary>
internal sealed class CheckDueAttempts(DueWork<AttemptId, CheckDueAttempt> due)
{
    [Function("CheckDueAttempts")]
    public Task RunAsync([TimerTrigger("35 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
