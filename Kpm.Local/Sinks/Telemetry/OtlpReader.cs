using Google.Protobuf;
using Google.Protobuf.Collections;
using Kpm.Local.Sinks.Telemetry.Otlp;

namespace Kpm.Local.Sinks.Telemetry;

/// <summary>Reads the messages of the OpenTelemetry protocol.</summary>
internal static class OtlpReader
{
    private static readonly string[] Kinds = ["internal", "internal", "server", "client", "producer", "consumer"];

    /// <exception cref="InvalidProtocolBufferException">It is no such message.</exception>
    public static IEnumerable<CollectedSpan> Spans(byte[] body) =>
        from resource in ExportTraceServiceRequest.Parser.ParseFrom(body).ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new CollectedSpan(
            Hex(span.TraceId),
            Hex(span.SpanId),
            Hex(span.ParentSpanId),
            span.Name,
            Kinds[Math.Clamp(span.Kind, 0, Kinds.Length - 1)],
            (span.EndTimeUnixNano - span.StartTimeUnixNano) / 1e6,
            span.Status?.Code == 2,
            Values(span.Attributes));

    /// <exception cref="InvalidProtocolBufferException">It is no such message.</exception>
    public static IEnumerable<CollectedMetric> Metrics(byte[] body) =>
        from resource in ExportMetricsServiceRequest.Parser.ParseFrom(body).ResourceMetrics
        let instance = Values(resource.Resource.Attributes).GetValueOrDefault("service.instance.id") as string ?? ""
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        from series in Series(metric, instance)
        select series;

    /// <exception cref="InvalidProtocolBufferException">It is no such message.</exception>
    public static IEnumerable<CollectedLog> Logs(byte[] body) =>
        from resource in ExportLogsServiceRequest.Parser.ParseFrom(body).ResourceLogs
        from scope in resource.ScopeLogs
        from line in scope.LogRecords
        select new CollectedLog(
            DateTimeOffset.UnixEpoch.AddTicks((long)(line.TimeUnixNano / 100)),
            line.SeverityText,
            scope.Scope?.Name ?? "",
            line.Body?.StringValue ?? "",
            Values(line.Attributes),
            line.TraceId.IsEmpty ? null : Hex(line.TraceId),
            line.SpanId.IsEmpty ? null : Hex(line.SpanId));

    private static IEnumerable<CollectedMetric> Series(Metric metric, string instance) => metric.DataCase switch
    {
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(point => new CollectedMetric(
            metric.Name, metric.Unit, instance, Values(point.Attributes), point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble, null, null)),
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point => new CollectedMetric(
            metric.Name, metric.Unit, instance, Values(point.Attributes), point.Sum, point.Count, point.Max)),
        _ => [],
    };

    private static SortedDictionary<string, object?> Values(RepeatedField<KeyValue> attributes)
    {
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var attribute in attributes) values[attribute.Key] = Value(attribute.Value);
        return values;
    }

    private static object? Value(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue,
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue,
        _ => null,
    };

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
