using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.UseCases;
using Kpm.Core.Users.User;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions to what happens to accounts.</summary>
internal sealed class UserQueues(
    QueueWorker worker,
    ConfirmUserClaims confirmClaims,
    WelcomeUser welcome,
    TellAccountReady accountReady,
    RequestKeepOfReferrer requestKeep,
    TellUser tell,
    TellNewLogIn tellLogIn,
    EndSessions endSessions,
    MoveEmailClaim moveEmailClaim,
    MailLink mailLink,
    ProjectUser project)
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

    [Function("TellUser")]
    public Task TellAsync([ServiceBusTrigger(QueueNames.UsersTell, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserEvent>(QueueNames.UsersTell, message, (received, happened, token) => tell.HandleAsync(received.EventType, happened.User, happened.EventId, token), cancellationToken);

    [Function("TellNewLogIn")]
    public Task TellLogInAsync([ServiceBusTrigger(QueueNames.UsersTellLogIn, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SessionStarted>(QueueNames.UsersTellLogIn, message, tellLogIn.HandleAsync, cancellationToken);

    [Function("EndSessions")]
    public Task EndSessionsAsync([ServiceBusTrigger(QueueNames.UsersEndSessions, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SessionsEnded>(QueueNames.UsersEndSessions, message, endSessions.HandleAsync, cancellationToken);

    [Function("MoveEmailClaim")]
    public Task MoveEmailClaimAsync([ServiceBusTrigger(QueueNames.UsersMoveEmailClaim, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<EmailChanged>(QueueNames.UsersMoveEmailClaim, message, moveEmailClaim.HandleAsync, cancellationToken);

    [Function("MailLink")]
    public Task MailLinkAsync([ServiceBusTrigger(QueueNames.UsersMailLink, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SendLink>(QueueNames.UsersMailLink, message, mailLink.HandleAsync, cancellationToken);

    [Function("ProjectUser")]
    public Task ProjectAsync([ServiceBusTrigger(QueueNames.UsersProject, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserEvent>(QueueNames.UsersProject, message, (happened, token) => project.HandleAsync(happened.User, token), cancellationToken);

    /// <summary>What every event of an account has in common.</summary>
    internal sealed record UserEvent(UserId User, string EventId);
}
