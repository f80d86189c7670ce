using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.User;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>How accounts end.</summary>
internal sealed class RemovalQueues(QueueWorker worker, StartRemoval startRemoval, CloseAccountHandler closeAccount, AdvanceRemovalHandler advanceRemoval)
{
    [Function("StartRemoval")]
    public Task StartRemovalAsync([ServiceBusTrigger(QueueNames.UsersStartRemoval, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserRemoved>(QueueNames.UsersStartRemoval, message, startRemoval.HandleAsync, cancellationToken);

    [Function("CloseAccount")]
    public Task CloseAccountAsync([ServiceBusTrigger(QueueNames.UsersCloseAccount, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<CloseAccount>(QueueNames.UsersCloseAccount, message, closeAccount.HandleAsync, cancellationToken);

    [Function("AdvanceRemoval")]
    public Task AdvanceRemovalAsync([ServiceBusTrigger(QueueNames.UsersAdvanceRemoval, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AdvanceRemoval>(QueueNames.UsersAdvanceRemoval, message, advanceRemoval.HandleAsync, cancellationToken);
}
