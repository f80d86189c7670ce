using Kpm.Core.Shared;
using Kpm.Core.Users.Reactions;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The reactions to what happens to keeps.</summary>
internal sealed class KeepQueues(QueueWorker worker, ProjectKeep project, ProjectKeepsOfUser projectOfUser, TrackKeepClaim trackClaim)
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

    /// <summary>What every event of a keep has in common.</summary>
    internal sealed record KeepEvent(KeepId Keep);
}
