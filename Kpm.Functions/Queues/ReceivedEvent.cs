using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Adapters.ServiceBus;

namespace Kpm.Functions.Queues;

/// <summary>A message as it came from a queue: a CloudEvent, and how often it was put off.</summary>
internal sealed class ReceivedEvent
{
    private const string AttemptAttribute = "attempt";
    private const string FirstAttemptAttribute = "firstattempt";
    private readonly JsonObject _envelope;

    private ReceivedEvent(JsonObject envelope, string id)
    {
        _envelope = envelope;
        Id = id;
    }

    /// <summary>The event id: the same however often the message is delivered, put off or sent again.</summary>
    public string Id { get; }

    public string Type => _envelope["type"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    /// <summary>The kind of event.</summary>
    /// <exception cref="PermanentFailureException">There is no such kind.</exception>
    public Type EventType => CloudEvent.EventOf(Type) ?? throw new PermanentFailureException("message_unreadable");

    /// <summary>What it continues, for tracing; null when that was not traced.</summary>
    public string? TraceParent => _envelope[CloudEvent.TraceParentAttribute] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>How often it was put off.</summary>
    public int Attempt => (int?)_envelope[AttemptAttribute] ?? 0;

    /// <summary>When it was tried for the first time, or null when this is that time.</summary>
    public Timestamp? FirstAttemptTs => (long?)_envelope[FirstAttemptAttribute] is { } at ? new Timestamp(at) : null;

    /// <summary>The event in a message; null when the text is not a CloudEvent.</summary>
    public static ReceivedEvent? TryParse(string message)
    {
        try
        {
            return JsonNode.Parse(message) is JsonObject envelope && (string?)envelope["id"] is { Length: > 0 } id && envelope["data"] is JsonObject
                ? new ReceivedEvent(envelope, id)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <exception cref="PermanentFailureException">The data is not of this kind.</exception>
    /// <exception cref="TransientFailureException">It is of a newer version: two versions of the program run at once, or one was rolled back.</exception>
    public TData Data<TData>() where TData : class
    {
        if (CloudEvent.IsReadableAs(Type, typeof(TData))) return (TData)Data(typeof(TData));
        throw CloudEvent.IsNewer(Type, typeof(TData)) ? new TransientFailureException("message_newer") : new PermanentFailureException("message_unreadable");
    }

    /// <summary>The event itself, for work that is the same for several kinds.</summary>
    /// <exception cref="PermanentFailureException">There is no such kind, or the data is not of it.</exception>
    public DomainEvent Event() => (DomainEvent)Data(EventType);

    private object Data(Type kind)
    {
        try
        {
            return _envelope["data"].Deserialize(kind, KpmJson.Options) ?? throw new PermanentFailureException("message_unreadable");
        }
        catch (JsonException unreadable)
        {
            throw new PermanentFailureException("message_unreadable", unreadable);
        }
    }

    /// <summary>The same event for a later attempt.</summary>
    public string PutOff(Timestamp now)
    {
        var copy = (JsonObject)_envelope.DeepClone();
        copy[AttemptAttribute] = Attempt + 1;
        copy[FirstAttemptAttribute] = (FirstAttemptTs ?? now).UnixMilliseconds;
        return copy.ToJsonString();
    }

    /// <summary>A message as it was before its first attempt; what cannot be read stays as it is.</summary>
    public static string Anew(string message)
    {
        try
        {
            if (JsonNode.Parse(message) is not JsonObject envelope) return message;
            envelope.Remove(AttemptAttribute);
            envelope.Remove(FirstAttemptAttribute);
            return envelope.ToJsonString();
        }
        catch (JsonException)
        {
            return message;
        }
    }

    /// <summary>The message id of the later attempt: another one each time, or duplicate detection would drop it.</summary>
    public string PutOffMessageId => string.Create(CultureInfo.InvariantCulture, $"{Id}:{Attempt + 1}");
}
