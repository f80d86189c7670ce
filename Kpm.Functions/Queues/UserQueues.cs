using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.User;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions to what happens to accounts.</summary>
internal sealed class UserQueues(
    QueueWorker worker,
    ConfirmUserClaims confirmClaims,
    WelcomeUser welcome,
    TellAccountReady accountReady,
    RequestKeepOfReferrer requestKeep)
{
    [Function("ConfirmUserClaims")]
    public Task ConfirmClaimsAsync([ServiceBusTrigger(QueueNames.UsersConfirmClaims, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserRegistered>(QueueNames.UsersConfirmClaims, message, confirmClaims.HandleAsync, cancellationToken);

    [Function("WelcomeUser")]
    public Task WelcomeAsync([ServiceBusTrigger(QueueNames.UsersWelcome, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserRegistered>(QueueNames.UsersWelcome, message, welcome.HandleAsync, cancellationToken);

    [Function("TellAccountReady")]
    public Task TellAccountReadyAsync([ServiceBusTrigger(QueueNames.UsersAccountReady, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserActivated>(QueueNames.UsersAccountReady, message, accountReady.HandleAsync, cancellationToken);

    [Function("RequestKeepOfReferrer")]
    public Task RequestKeepOfReferrerAsync([ServiceBusTrigger(QueueNames.UsersRequestKeepOfReferrer, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserActivated>(QueueNames.UsersRequestKeepOfReferrer, message, requestKeep.HandleAsync, cancellationToken);
}
