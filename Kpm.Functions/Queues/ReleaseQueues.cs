using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.User;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions to what happens to releases.</summary>
internal sealed class ReleaseQueues(
    QueueWorker worker,
    TakeHolds takeHolds,
    LetGoHolds letGo,
    StartDelivery startDelivery,
    CollectDelivery collectDelivery,
    StartRevocation startRevocation,
    ProjectRelease project,
    TellRelease tell,
    TellOwners tellOwners,
    FollowSteps follow,
    CheckDueReleaseHandler check)
{
    [Function("TakeHolds")]
    public Task TakeHoldsAsync([ServiceBusTrigger(QueueNames.ReleasesTakeHolds, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<ReleaseEvent>(QueueNames.ReleasesTakeHolds, message, (happened, token) => takeHolds.HandleAsync(happened.Release, token), cancellationToken);

    [Function("LetGoHolds")]
    public Task LetGoAsync([ServiceBusTrigger(QueueNames.ReleasesLetGo, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetReleaseCanceled>(QueueNames.ReleasesLetGo, message, letGo.HandleAsync, cancellationToken);

    [Function("StartDelivery")]
    public Task StartDeliveryAsync([ServiceBusTrigger(QueueNames.ReleasesStartDelivery, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetReleased>(QueueNames.ReleasesStartDelivery, message, startDelivery.HandleAsync, cancellationToken);

    [Function("CollectDelivery")]
    public Task CollectDeliveryAsync([ServiceBusTrigger(QueueNames.ReleasesCollectDelivery, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetOwnershipChanged>(QueueNames.ReleasesCollectDelivery, message, collectDelivery.HandleAsync, cancellationToken);

    [Function("StartRevocation")]
    public Task StartRevocationAsync([ServiceBusTrigger(QueueNames.ReleasesStartRevocation, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<AssetReleaseRevoked>(QueueNames.ReleasesStartRevocation, message, startRevocation.HandleAsync, cancellationToken);

    [Function("ProjectRelease")]
    public Task ProjectAsync([ServiceBusTrigger(QueueNames.ReleasesProject, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<ReleaseEvent>(QueueNames.ReleasesProject, message, (happened, token) => project.HandleAsync(happened.Release, happened.Removed, happened.RemovedKeepers, token), cancellationToken);

    [Function("TellRelease")]
    public Task TellAsync([ServiceBusTrigger(QueueNames.ReleasesTell, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.ReleasesTell, message, (received, _, token) => tell.HandleAsync(received.Event(), token), cancellationToken);

    [Function("TellOwners")]
    public Task TellOwnersAsync([ServiceBusTrigger(QueueNames.ReleasesTellOwners, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.ReleasesTellOwners, message, (received, _, token) => TellOwnersAsync(received.Event(), token), cancellationToken);

    [Function("FollowSteps")]
    public Task FollowAsync([ServiceBusTrigger(QueueNames.ReleasesFollow, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<JsonObject>(QueueNames.ReleasesFollow, message, (received, _, token) => follow.HandleAsync(received.Event(), token), cancellationToken);

    [Function("CheckDueRelease")]
    public Task CheckAsync([ServiceBusTrigger(QueueNames.ReleasesCheck, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<CheckDueRelease>(QueueNames.ReleasesCheck, message, check.HandleAsync, cancellationToken);

    private Task TellOwnersAsync(DomainEvent happened, CancellationToken cancellationToken) => happened switch
    {
        UserUnreachable e => tellOwners.OfUnreachableAsync(e.User, e.EventId, cancellationToken),
        KeepDeclined { WasAccepted: true } e => tellOwners.OfEndedKeepAsync(e.Requester, e.Requested, e.EventId, cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>What events of a release have in common; null where an event says nothing of it.</summary>
    internal sealed record ReleaseEvent(ReleaseId Release)
    {
        /// <summary>People who do not receive any longer.</summary>
        public ImmutableArray<UserId> RemovedReceivers { get; init; } = [];

        /// <summary>People who do not watch over it any longer.</summary>
        public ImmutableArray<UserId> RemovedKeepers { get; init; } = [];

        /// <summary>A person who does not receive any longer.</summary>
        public UserId? Receiver { get; init; }

        public ImmutableArray<UserId> Removed => Receiver is { } receiver ? RemovedReceivers.Add(receiver) : RemovedReceivers;
    }
}
