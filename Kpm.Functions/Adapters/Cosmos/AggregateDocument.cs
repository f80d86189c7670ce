using System.Text.Json;
using System.Text.Json.Serialization;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>An aggregate as one document: its state and the events that are not sent yet commit together.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
internal sealed record AggregateDocument<TState>
{
    public required string Id { get; init; }

    /// <summary>Partition key.</summary>
    public required string Pk { get; init; }

    public required string Type { get; init; }

    /// <summary>Version of the state's shape.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Counts domain changes.</summary>
    public required long Version { get; init; }

    public required TState State { get; init; }

    /// <summary>CloudEvents that still have to be sent, oldest first.</summary>
    public IReadOnlyList<JsonElement> Outbox { get; init; } = [];

    /// <summary>When the sweep sends what the writer left behind (Unix time in milliseconds); absent when the outbox is empty.</summary>
    public Timestamp? OutboxDue { get; init; }

    /// <summary>CloudEvents that were sent, oldest first: those of two days, bounded (<see cref="SentEvents"/>). A document that is not written keeps them for longer.</summary>
    public IReadOnlyList<JsonElement> Sent { get; init; } = [];

    /// <summary>When the newest of them was sent, for the query of those to be sent again; absent when there is none.</summary>
    public Timestamp? SentTs { get; init; }

    /// <summary>For the swept query of timed work; absent when nothing is pending.</summary>
    public Timestamp? NextCheckAt { get; init; }

    /// <summary>For the swept query of reminders; absent when none is to come.</summary>
    public Timestamp? NextReminderAt { get; init; }

    /// <summary>The store's own version of the document, as it was read; never written.</summary>
    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    /// <summary>Seconds until the document vanishes; absent for ever.</summary>
    [JsonPropertyName("ttl")]
    public int? TimeToLiveSeconds { get; init; }
}
