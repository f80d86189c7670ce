using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions to what happens to keeps.</summary>
internal sealed class KeepQueues(QueueWorker worker, ProjectKeep project, ProjectKeepsOfUser projectOfUser, TrackKeepClaim trackClaim, TellKeep tell)
{
    [Function("ProjectKeep")]
    public Task ProjectAsync([ServiceBusTrigger(QueueNames.KeepsProject, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<KeepEvent>(QueueNames.KeepsProject, message, (happened, token) => project.HandleAsync(happened.Keep, token), cancellationToken);

    [Function("ProjectKeepsOfUser")]
    public Task ProjectOfUserAsync([ServiceBusTrigger(QueueNames.KeepsProjectOfUser, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<UserQueues.UserEvent>(QueueNames.KeepsProjectOfUser, message, (happened, token) => projectOfUser.HandleAsync(happened.User, token), cancellationToken);

    [Function("TrackKeepClaim")]
    public Task TrackClaimAsync([ServiceBusTrigger(QueueNames.KeepsTrackClaim, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<KeepEvent>(QueueNames.KeepsTrackClaim, message, (happened, token) => trackClaim.HandleAsync(happened.Keep, token), cancellationToken);

    [Function("TellKeep")]
    public Task TellAsync([ServiceBusTrigger(QueueNames.KeepsTell, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<KeepPairEvent>(
            QueueNames.KeepsTell,
            message,
            (received, happened, token) => tell.HandleAsync(received.EventType, happened.Requester, happened.Requested, happened.EventId, token),
            cancellationToken);

    /// <summary>What every event of a keep has in common.</summary>
    internal sealed record KeepEvent(KeepId Keep);

    /// <summary>Who asked, and who was asked.</summary>
    internal sealed record KeepPairEvent(UserId Requester, UserId Requested, string EventId);
}
