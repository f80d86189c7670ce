using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Functions.Adapters.Cosmos;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Timers;

/// <summary>Every ten seconds: send a message for each user with a reminder that is due.</summary>
internal sealed class CheckDueReminders(DueWork<UserId, RemindUser> due)
{
    [Function("CheckDueReminders")]
    public Task RunAsync([TimerTrigger("7/10 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => due.RunAsync(cancellationToken);
}
