using System.Text.Json.Nodes;
using Kpm.Local.FunctionsHost.Rpc;

namespace Kpm.Local.FunctionsHost;

/// <summary>One function as the worker describes it: its id, its name and its trigger's binding.</summary>
internal sealed record FunctionDefinition(string Id, string Name, JsonObject Trigger)
{
    public const string Http = "httpTrigger";
    public const string Timer = "timerTrigger";
    public const string Queue = "serviceBusTrigger";

    public string TriggerType => (string)Trigger["type"]!;

    /// <summary>The method parameter that the trigger's data goes to.</summary>
    public string TriggerParameter => (string)Trigger["name"]!;

    /// <exception cref="NotSupportedException">The function uses a binding that this host does not serve.</exception>
    public static FunctionDefinition Read(RpcFunctionMetadata metadata)
    {
        var bindings = metadata.RawBindings.Select(binding => JsonNode.Parse(binding)!.AsObject()).ToList();
        var trigger = bindings.Find(b => Text(b, "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase))
            ?? throw new NotSupportedException($"{metadata.Name} has no trigger.");
        var function = new FunctionDefinition(metadata.FunctionId, metadata.Name, trigger);
        var unsupported = bindings.Find(b => b != trigger && !string.Equals(Text(b, "type"), "http", StringComparison.OrdinalIgnoreCase));
        if (unsupported is not null) throw new NotSupportedException($"{metadata.Name}: bindings of type {Text(unsupported, "type")} are not served here.");
        if (function.Refusal() is { } refusal) throw new NotSupportedException($"{metadata.Name}: {refusal}");
        return function;
    }

    private static string Text(JsonObject binding, string key) => (string?)binding[key] ?? "";

    private string? Refusal() => TriggerType switch
    {
        Http or Timer => null,
        Queue when Trigger["queueName"] is null => "only queues are served here, no topics.",
        Queue when string.Equals(Text(Trigger, "cardinality"), "Many", StringComparison.OrdinalIgnoreCase) => "batches are not served here.",
        Queue when (bool?)Trigger["isSessionsEnabled"] == true => "sessions are not served here.",
        Queue when (bool?)Trigger["autoCompleteMessages"] == false => "the host settles messages; a function cannot.",
        Queue => null,
        var other => $"triggers of type {other} are not served here.",
    };
}
