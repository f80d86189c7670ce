using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every hour: send a message for each person whose key was opened on a day that is over and is not told yet.</summary>
internal sealed class TellKeyUsesOfDays(DueWork<UserId, TellKeyUses> due)
{
    [Function("TellKeyUsesOfDays")]
    public Task RunAsync([TimerTrigger("43 9 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
