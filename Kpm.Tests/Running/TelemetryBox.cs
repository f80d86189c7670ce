using System.Net.Http.Json;
using System.Text.Json;
using Kpm.Local.Sinks.Telemetry;

namespace Kpm.Tests.Running;

/// <summary>What the app told the collector.</summary>
public sealed class TelemetryBox(Uri sinks)
{
    private static readonly HttpClient Http = new();

    /// <summary>Settings with which the app tells at once.</summary>
    public static IReadOnlyDictionary<string, string> AtOnce { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
    };

    /// <summary>A new trace, as a caller names it: 32 hex digits, and the header.</summary>
    public static (string TraceId, string Header) NewTrace()
    {
        var id = Guid.NewGuid().ToString("N");
        return (id, $"00-{id}-00f067aa0ba902b7-01");
    }

    public async Task<IReadOnlyList<CollectedSpan>> TraceAsync(string traceId) =>
        (await Http.GetFromJsonAsync<List<CollectedSpan>>(new Uri(sinks, $"/traces/{traceId}"), JsonSerializerOptions.Web))!;

    /// <summary>Waits until a trace holds these spans.</summary>
    public Task<IReadOnlyList<CollectedSpan>> TraceAsync(string traceId, params string[] names) => Eventually.GetAsync(
        () => TraceAsync(traceId),
        spans => names.All(name => spans.Any(span => span.Name == name)),
        $"spans of {string.Join(", ", names)}");

    public async Task<IReadOnlyList<CollectedMetric>> MetricsAsync() =>
        (await Http.GetFromJsonAsync<List<CollectedMetric>>(new Uri(sinks, "/metrics"), JsonSerializerOptions.Web))!;

    /// <summary>The sum of a metric over every process and over all series with these tags.</summary>
    public async Task<double> SumAsync(string metric, params (string Tag, string Value)[] tags) => (await SeriesAsync(metric, tags)).Sum(series => series.Sum);

    /// <summary>The series of a metric with these tags.</summary>
    public async Task<IReadOnlyList<CollectedMetric>> SeriesAsync(string metric, params (string Tag, string Value)[] tags) =>
        [.. (await MetricsAsync()).Where(series => series.Name == metric && tags.All(tag => series.Attributes.GetValueOrDefault(tag.Tag)?.ToString() == tag.Value))];

    /// <summary>All that was told, as text.</summary>
    public async Task<string> EverythingAsync() =>
        string.Concat(await Task.WhenAll(new[] { "/traces", "/metrics", "/logs" }.Select(path => Http.GetStringAsync(new Uri(sinks, path)))));

    /// <summary>The log: one JSON object per line.</summary>
    public async Task<IReadOnlyList<string>> LogAsync() =>
        (await Http.GetStringAsync(new Uri(sinks, "/logs"))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
