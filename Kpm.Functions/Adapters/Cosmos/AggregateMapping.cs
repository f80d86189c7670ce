using System.Text.Json;
using System.Text.Json.Nodes;
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
    /// <summary>What makes of a state as it was written by one version of the program the state of the next one; the first of them reads version 1.</summary>
    public IReadOnlyList<Action<JsonObject>> Upcasters { get; init; } = [];

    /// <summary>The version that is written.</summary>
    public int SchemaVersion => Upcasters.Count + 1;

    /// <summary>The partition key of an aggregate; its id unless it lives beside another one.</summary>
    public Func<TId, TState, string> PartitionKey { get; init; } = (id, _) => id.ToString()!;

    /// <summary>When a timer must look at the aggregate again.</summary>
    public Func<TState, Timestamp?> NextCheckAt { get; init; } = _ => null;

    /// <summary>When a timer must remind of something.</summary>
    public Func<TState, Timestamp?> NextReminderAt { get; init; } = _ => null;

    /// <summary>Seconds until the document vanishes.</summary>
    public Func<TState, Timestamp, int?> TimeToLiveSeconds { get; init; } = (_, _) => null;

    /// <summary>The state of a document of any version up to this one.</summary>
    /// <exception cref="InvalidOperationException">It is of another kind.</exception>
    /// <exception cref="TransientFailureException">It is newer than the program: two versions run at once, or one was rolled back.</exception>
    public TState Read(AggregateDocument<JsonElement> document)
    {
        if (document.Type != Type || document.SchemaVersion < 1) throw new InvalidOperationException($"{Container}: type '{document.Type}' schema {document.SchemaVersion} cannot be read as '{Type}'.");
        if (document.SchemaVersion > SchemaVersion) throw new TransientFailureException("document_newer");
        if (document.SchemaVersion == SchemaVersion) return document.State.Deserialize<TState>(KpmJson.Options)!;
        var state = JsonObject.Create(document.State)!;
        foreach (var upcast in Upcasters.Skip(document.SchemaVersion - 1)) upcast(state);
        return state.Deserialize<TState>(KpmJson.Options)!;
    }
}
