using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every ten seconds: send a message for each rotation of a user key that waits or stands still.</summary>
internal sealed class CheckDueKeyRotations(DueWork<KeyRotationId, AdvanceKeyRotation> due)
{
    [Function("CheckDueKeyRotations")]
    public Task RunAsync([TimerTrigger("7/10 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
