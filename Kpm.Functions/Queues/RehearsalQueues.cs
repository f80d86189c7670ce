using Kpm.Core.Assets;
using Kpm.Core.Assets.Reactions;
using Kpm.Core.Shared;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Queues;

/// <summary>The rehearsals of releases: they are run, and go stale.</summary>
internal sealed class RehearsalQueues(QueueWorker worker, RunRehearsalHandler run, MarkRehearsalsStale markStale)
{
    [Function("RunRehearsal")]
    public Task RunAsync([ServiceBusTrigger(QueueNames.RehearsalsRun, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<RunRehearsal>(QueueNames.RehearsalsRun, message, run.HandleAsync, cancellationToken);

    [Function("MarkRehearsalsStale")]
    public Task MarkStaleAsync([ServiceBusTrigger(QueueNames.RehearsalsMarkStale, Connection = QueueNames.Connection)] string message, CancellationToken cancellationToken) =>
        worker.RunAsync<ChangedThing>(QueueNames.RehearsalsMarkStale, message, (changed, token) => markStale.HandleAsync(changed.Change, token), cancellationToken);

    /// <summary>What the events have in common that tell of a change among the things on which plans depend; null where an event says nothing of it.</summary>
    internal sealed record ChangedThing
    {
        public AssetId? Asset { get; init; }

        public ReleaseId? Release { get; init; }

        public UserId? User { get; init; }

        /// <summary>Of a keep.</summary>
        public UserId? Requester { get; init; }

        /// <summary>Of a keep.</summary>
        public UserId? Requested { get; init; }

        public string EventId { get; init; } = "";

        public string AggregateId { get; init; } = "";

        public Timestamp At { get; init; }

        /// <summary>What happened to an asset may be the doing of a release.</summary>
        public PlanChange Change => this switch
        {
            { Asset: { } asset } => new PlanChange([asset.ToString()], Release, At),
            { Release: { } release } => new PlanChange([release.ToString()], By: null, At, AggregateId == release.ToString() ? DomainEvent.VersionIn(EventId) : null),
            { User: { } user } => new PlanChange([user.ToString()], By: null, At),
            { Requester: { } requester, Requested: { } requested } => new PlanChange([requester.ToString(), requested.ToString()], By: null, At),
            _ => new PlanChange([AggregateId], By: null, At),
        };
    }
}
