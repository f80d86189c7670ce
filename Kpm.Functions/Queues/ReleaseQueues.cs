using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions to what happens to releases.</summary>
internal sealed class ReleaseQueues(
    QueueWorker worker,
    TakeHolds takeHolds,
    LetGoHolds letGo,
    StartDelivery startDelivery,
    CollectDelivery collectDelivery,
    ProjectRelease project,
    CheckDueReleaseHandler check)
{
    [Function("TakeHolds")]
    public Task TakeHoldsAsync([ServiceBusTrigger(QueueNames.ReleasesTakeHolds, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetReleaseScheduled>(QueueNames.ReleasesTakeHolds, message, takeHolds.HandleAsync, cancellationToken);

    [Function("LetGoHolds")]
    public Task LetGoAsync([ServiceBusTrigger(QueueNames.ReleasesLetGo, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetReleaseCanceled>(QueueNames.ReleasesLetGo, message, letGo.HandleAsync, cancellationToken);

    [Function("StartDelivery")]
    public Task StartDeliveryAsync([ServiceBusTrigger(QueueNames.ReleasesStartDelivery, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetReleased>(QueueNames.ReleasesStartDelivery, message, startDelivery.HandleAsync, cancellationToken);

    [Function("CollectDelivery")]
    public Task CollectDeliveryAsync([ServiceBusTrigger(QueueNames.ReleasesCollectDelivery, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetOwnershipChanged>(QueueNames.ReleasesCollectDelivery, message, collectDelivery.HandleAsync, cancellationToken);

    [Function("ProjectRelease")]
    public Task ProjectAsync([ServiceBusTrigger(QueueNames.ReleasesProject, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<ReleaseEvent>(QueueNames.ReleasesProject, message, (happened, token) => project.HandleAsync(happened.Release, token), cancellationToken);

    [Function("CheckDueRelease")]
    public Task CheckAsync([ServiceBusTrigger(QueueNames.ReleasesCheck, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<CheckDueRelease>(QueueNames.ReleasesCheck, message, check.HandleAsync, cancellationToken);

    /// <summary>What every event of a release has in common.</summary>
    internal sealed record ReleaseEvent(ReleaseId Release);
}
