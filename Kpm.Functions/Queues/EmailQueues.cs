using Kpm.Core.Notifications;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>One message, one email; and what became of it.</summary>
internal sealed class EmailQueues(QueueWorker worker, SendEmailHandler sendEmail, NoteMailOutcomeHandler noteOutcome)
{
    [Function("SendEmail")]
    public Task SendAsync([ServiceBusTrigger(QueueNames.Emails, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<SendEmail>(QueueNames.Emails, message, sendEmail.HandleAsync, cancellationToken);

    [Function("NoteMailOutcome")]
    public Task NoteOutcomeAsync([ServiceBusTrigger(QueueNames.EmailsOutcome, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<NoteMailOutcome>(QueueNames.EmailsOutcome, message, noteOutcome.HandleAsync, cancellationToken);
}
