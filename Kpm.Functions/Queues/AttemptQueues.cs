using System.Text.Json.Nodes;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions around the attempts to reach owners who are silent.</summary>
internal sealed class AttemptQueues(QueueWorker worker, BeginAttempt begin, CheckDueAttemptHandler check, EndAttempt end, FollowAttempt follow, TellAttempt tell)
{
    [Function("BeginAttempt")]
    public Task BeginAsync([ServiceBusTrigger(QueueNames.AttemptsBegin, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetReleaseAttemptDue>(QueueNames.AttemptsBegin, message, begin.HandleAsync, cancellationToken);

    [Function("CheckDueAttempt")]
    public Task CheckAsync([ServiceBusTrigger(QueueNames.AttemptsCheck, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<CheckDueAttempt>(QueueNames.AttemptsCheck, message, check.HandleAsync, cancellationToken);

    [Function("EndAttempt")]
    public Task EndAsync([ServiceBusTrigger(QueueNames.AttemptsEnd, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.AttemptsEnd, message, (received, _, token) => end.HandleAsync(received.Event(), token), cancellationToken);

    [Function("FollowAttempt")]
    public Task FollowAsync([ServiceBusTrigger(QueueNames.AttemptsFollow, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.AttemptsFollow, message, (received, _, token) => follow.HandleAsync(received.Event(), token), cancellationToken);

    [Function("TellAttempt")]
    public Task TellAsync([ServiceBusTrigger(QueueNames.AttemptsTell, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.AttemptsTell, message, (received, _, token) => tell.HandleAsync(received.Event(), token), cancellationToken);
}
