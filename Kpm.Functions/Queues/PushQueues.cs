using System.Text.Json.Nodes;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Notifications;
using Kpm.Core.Users.Reactions;
using Kpm.Core.Users.Reminders;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>Who is told by push, and the sending: one message, one device.</summary>
internal sealed class PushQueues(QueueWorker worker, SendPushHandler sendPush, PushKeep pushKeep, PushRelease pushRelease, PushReminder pushReminder, RemindUserHandler remindUser)
{
    [Function("SendPush")]
    public Task SendAsync([ServiceBusTrigger(QueueNames.Pushes, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SendPush>(QueueNames.Pushes, message, sendPush.HandleAsync, cancellationToken);

    [Function("PushKeep")]
    public Task KeepAsync([ServiceBusTrigger(QueueNames.KeepsPush, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<KeepQueues.KeepPairEvent>(
            QueueNames.KeepsPush,
            message,
            (received, happened, token) => pushKeep.HandleAsync(received.EventType, happened.Requester, happened.Requested, happened.EventId, token),
            cancellationToken);

    [Function("PushRelease")]
    public Task ReleaseAsync([ServiceBusTrigger(QueueNames.ReleasesPush, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.ReleasesPush, message, (received, _, token) => pushRelease.HandleAsync(received.Event(), token), cancellationToken);

    [Function("PushReminder")]
    public Task ReminderAsync([ServiceBusTrigger(QueueNames.UsersPushReminder, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserReminderDue>(QueueNames.UsersPushReminder, message, pushReminder.HandleAsync, cancellationToken);

    [Function("RemindUser")]
    public Task RemindAsync([ServiceBusTrigger(QueueNames.UsersRemind, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<RemindUser>(QueueNames.UsersRemind, message, remindUser.HandleAsync, cancellationToken);
}
