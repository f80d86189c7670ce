using System.Text.Json.Serialization;

namespace Kpm.Local.Sinks.Telemetry;

/// <summary>A piece of a trace.</summary>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="SpanId">16 hex digits.</param>
/// <param name="ParentSpanId">16 hex digits; empty for the first one.</param>
/// <param name="Name">The function.</param>
/// <param name="Kind">internal, server, client, producer or consumer.</param>
/// <param name="DurationMs">In milliseconds.</param>
/// <param name="IsError">Whether it failed.</param>
/// <param name="Attributes">What it says of itself.</param>
public sealed record CollectedSpan(string TraceId, string SpanId, string ParentSpanId, string Name, string Kind, double DurationMs, bool IsError, IReadOnlyDictionary<string, object?> Attributes);

/// <summary>The last state of one series of a metric since its process started.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Instance">The process.</param>
/// <param name="Attributes">The tags that make the series.</param>
/// <param name="Sum">The sum of what was recorded.</param>
/// <param name="Count">How often something was recorded; null for counters.</param>
/// <param name="Max">The largest that was recorded; null for counters.</param>
public sealed record CollectedMetric(string Name, string Unit, string Instance, IReadOnlyDictionary<string, object?> Attributes, double Sum, ulong? Count, double? Max);

/// <summary>A line of the log. Its form is <c>docs/log.schema.json</c>.</summary>
public sealed record CollectedLog(
    DateTimeOffset Time,
    string Severity,
    string Category,
    string Template,
    IReadOnlyDictionary<string, object?> Attributes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SpanId);
