using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every hour: send a message for each history that went on before this day and whose end is not signed.</summary>
internal sealed class SignHistories(DueWork<UserId, SignHistory> due)
{
    [Function("SignHistories")]
    public Task RunAsync([TimerTrigger("17 4 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
