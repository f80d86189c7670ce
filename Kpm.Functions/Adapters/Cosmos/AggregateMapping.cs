using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>How one kind of aggregate becomes a document and back.</summary>
/// <param name="Container">The container that holds it.</param>
/// <param name="Type">The document's <c>type</c>.</param>
/// <param name="Load">Makes the aggregate of id, state and version.</param>
internal sealed record AggregateMapping<TAggregate, TId, TState>(string Container, string Type, Func<TId, TState, long, TAggregate> Load)
    where TAggregate : AggregateRoot<TId, TState>
    where TId : struct, IEntityId<TId>
    where TState : AggregateState
{
    public const int SchemaVersion = 1;

    /// <summary>The partition key of an aggregate; its id unless it lives beside another one.</summary>
    public Func<TId, TState, string> PartitionKey { get; init; } = (id, _) => id.ToString()!;

    /// <summary>When a timer must look at the aggregate again.</summary>
    public Func<TState, Timestamp?> NextCheckAt { get; init; } = _ => null;

    /// <summary>When a timer must remind of something.</summary>
    public Func<TState, Timestamp?> NextReminderAt { get; init; } = _ => null;

    /// <summary>Seconds until the document vanishes.</summary>
    public Func<TState, Timestamp, int?> TimeToLiveSeconds { get; init; } = (_, _) => null;
}
