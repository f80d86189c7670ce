using Kpm.Core.Notifications;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>One message, one email.</summary>
internal sealed class EmailQueue(QueueWorker worker, SendEmailHandler sendEmail)
{
    [Function("SendEmail")]
    public Task RunAsync([ServiceBusTrigger(QueueNames.Emails, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SendEmail>(QueueNames.Emails, message, sendEmail.HandleAsync, cancellationToken);
}
