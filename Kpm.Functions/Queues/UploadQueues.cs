using Kpm.Core.Assets.Reactions;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The verification of completed uploads, and what is left to do for uploads that are due.</summary>
internal sealed class UploadQueues(QueueWorker worker, VerifyUploadHandler verify, CheckDueUploadHandler check)
{
    [Function("VerifyUpload")]
    public Task VerifyAsync([ServiceBusTrigger(QueueNames.UploadsVerify, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<VerifyUpload>(QueueNames.UploadsVerify, message, verify.HandleAsync, cancellationToken);

    [Function("CheckDueUpload")]
    public Task CheckAsync([ServiceBusTrigger(QueueNames.UploadsCheck, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<CheckDueUpload>(QueueNames.UploadsCheck, message, check.HandleAsync, cancellationToken);
}
