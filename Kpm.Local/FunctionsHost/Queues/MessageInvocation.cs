using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Google.Protobuf;
using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost.Queues;

/// <summary>
/// Shapes a message as the real host does: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#message-metadata.
/// Texts travel as strings, everything else as JSON, null as empty data.
/// </summary>
internal static class MessageInvocation
{
    public static Invocation Of(FunctionDefinition function, ServiceBusReceivedMessage message) =>
        new(function, Body(function, message.Body), Metadata(message), TraceParent(message));

    /// <summary>An invocation by hand: text as it is, any other JSON as its text.</summary>
    public static Invocation Of(FunctionDefinition function, JsonNode? input, JsonObject? metadata, DateTimeOffset now)
    {
        // The worker takes names in any case; twice the same one breaks the invocation.
        var values = new Dictionary<string, TypedData>(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageId"] = Text(Guid.NewGuid().ToString("N")),
            ["DeliveryCount"] = Json(1),
            ["SequenceNumber"] = Json(1),
            ["EnqueuedTimeUtc"] = Json(now.UtcDateTime),
            ["LockToken"] = Text(Guid.NewGuid().ToString()),
            ["ApplicationProperties"] = Json(new JsonObject()),
        };
        foreach (var (name, value) in metadata ?? []) values[name] = value is null ? new TypedData() : IsText(value) ? Text((string)value!) : Json(value);
        var body = input is null ? "" : IsText(input) ? (string)input! : input.ToJsonString();
        return new Invocation(function, Body(function, BinaryData.FromString(body)), values);
    }

    private static bool IsText(JsonNode node) => node.GetValueKind() is JsonValueKind.String;

    private static TypedData Body(FunctionDefinition function, BinaryData body) =>
        string.Equals((string?)function.Trigger["dataType"], "Binary", StringComparison.OrdinalIgnoreCase)
            ? new TypedData { Bytes = ByteString.CopyFrom(body.ToMemory().Span) }
            : new TypedData { String = body.ToString() };

    private static Dictionary<string, TypedData> Metadata(ServiceBusReceivedMessage message) => new()
    {
        ["MessageId"] = Text(message.MessageId),
        ["DeliveryCount"] = Json(message.DeliveryCount),
        ["SequenceNumber"] = Json(message.SequenceNumber),
        ["EnqueuedTimeUtc"] = Json(message.EnqueuedTime.UtcDateTime),
        ["ExpiresAtUtc"] = Json(message.ExpiresAt.UtcDateTime),
        ["LockToken"] = Text(message.LockToken),
        ["ContentType"] = Text(message.ContentType),
        ["CorrelationId"] = Text(message.CorrelationId),
        ["SessionId"] = Text(message.SessionId),
        ["Subject"] = Text(message.Subject),
        ["Label"] = Text(message.Subject),
        ["To"] = Text(message.To),
        ["ReplyTo"] = Text(message.ReplyTo),
        ["ReplyToSessionId"] = Text(message.ReplyToSessionId),
        ["PartitionKey"] = Text(message.PartitionKey),
        ["DeadLetterSource"] = Text(message.DeadLetterSource),
        ["ApplicationProperties"] = Json(message.ApplicationProperties),
    };

    private static string? TraceParent(ServiceBusReceivedMessage message) =>
        (message.ApplicationProperties.GetValueOrDefault("traceparent") ?? message.ApplicationProperties.GetValueOrDefault("Diagnostic-Id")) as string;

    private static TypedData Text(string? value) => value is null ? new TypedData() : new TypedData { String = value };

    private static TypedData Json<T>(T value) => new() { Json = JsonSerializer.Serialize(value) };
}
