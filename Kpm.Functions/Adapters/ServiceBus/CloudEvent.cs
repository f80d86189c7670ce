using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Cosmos;
using Kpm.Functions.Telemetry;

namespace Kpm.Functions.Adapters.ServiceBus;

/// <summary>CloudEvents 1.0 in structured JSON: the one form of events in documents and of messages on queues.</summary>
internal static class CloudEvent
{
    public const string ContentType = "application/cloudevents+json";

    /// <summary>What the event came from, for tracing. Source: CloudEvents Distributed Tracing extension.</summary>
    public const string TraceParentAttribute = "traceparent";

    private const string TypePrefix = "app.keepem.";

    private static readonly FrozenDictionary<Type, string> Names = typeof(DomainEvent).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(DomainEvent)))
        .ToFrozenDictionary(type => type, type => TypePrefix + type.GetCustomAttribute<EventNameAttribute>()!.Name);

    private static readonly FrozenDictionary<string, Type> Events = Names.ToFrozenDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The kind of event with this name on the wire, or null.</summary>
    public static Type? EventOf(string name) => Events.GetValueOrDefault(name);

    /// <summary>
    /// Whether a message of this name may be read as data of this kind: the very version of an event or of work, or, for a kind that holds what
    /// several events have in common, any event there is. What another version of the program wrote is not guessed at.
    /// </summary>
    public static bool IsReadableAs(string name, Type data) =>
        Names.TryGetValue(data, out var own) ? name == own : name == WorkName(data) || Events.ContainsKey(name);

    /// <summary>Whether a name is that of a kind that is known, in a version that is not known yet.</summary>
    public static bool IsNewer(string name, Type data) =>
        VersionOf(name) is var (stem, version)
        && Events.Keys.Append(WorkName(data)).Any(known => VersionOf(known) is var (knownStem, knownVersion) && knownStem == stem && knownVersion < version);

    /// <summary>A name such as <c>user_registered.v1</c> in its two parts.</summary>
    private static (string Stem, int Version)? VersionOf(string name) =>
        name.LastIndexOf(".v", StringComparison.Ordinal) is var at and > 0 && int.TryParse(name.AsSpan(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (name[..at], version)
            : null;

    /// <summary>The name on the wire of a kind of event.</summary>
    public static string TypeOf<TEvent>() where TEvent : DomainEvent => Names[typeof(TEvent)];

    public static JsonElement From(DomainEvent happened) => Envelope(
        happened.EventId,
        Names[happened.GetType()],
        happened.AggregateId,
        happened.At,
        JsonSerializer.SerializeToNode(happened, happened.GetType(), KpmJson.Options)!);

    /// <summary>Work for one queue, in the same form as events.</summary>
    public static JsonElement FromWork<TWork>(string workId, TWork work, Timestamp at) where TWork : notnull => Envelope(
        workId,
        WorkName(typeof(TWork)),
        workId,
        at,
        JsonSerializer.SerializeToNode(work, KpmJson.Options)!);

    private static string WorkName(Type work) => TypePrefix + JsonNamingPolicy.SnakeCaseLower.ConvertName(work.Name) + ".v1";

    private static JsonElement Envelope(string id, string type, string subject, Timestamp at, JsonNode data)
    {
        var envelope = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = "/kpm",
            ["type"] = type,
            ["subject"] = subject,
            ["time"] = at.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        if (KpmTrace.TraceParent is { } traceParent) envelope[TraceParentAttribute] = traceParent;
        return JsonSerializer.SerializeToElement(envelope);
    }
}
