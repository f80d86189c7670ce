using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kpm.Local.Sinks.Telemetry;

/// <summary>The last spans, the last state of every metric, both in memory; and the log, one JSON object per line, in <c>logs.ndjson</c>.</summary>
internal sealed class TelemetryStore(string folder) : IDisposable
{
    private const int MaxSpans = 20_000;
    private const long MaxLogBytes = 64 << 20;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly Queue<CollectedSpan> _spans = [];
    private readonly Dictionary<string, CollectedMetric> _metrics = new(StringComparer.Ordinal);
    private readonly string _path = Path.Combine(folder, "logs.ndjson");
    private StreamWriter? _log;

    public void Add(IEnumerable<CollectedSpan> spans)
    {
        lock (_gate)
        {
            foreach (var span in spans) _spans.Enqueue(span);
            while (_spans.Count > MaxSpans) _spans.Dequeue();
        }
    }

    public void Add(IEnumerable<CollectedMetric> metrics)
    {
        lock (_gate)
        {
            foreach (var metric in metrics) _metrics[NameOf(metric)] = metric;
        }
    }

    /// <summary>Appends the lines; a full file becomes <c>logs.1.ndjson</c>, in place of the one before.</summary>
    public void Add(IEnumerable<CollectedLog> lines)
    {
        lock (_gate)
        {
            _log ??= Open();
            if (_log.BaseStream.Length > MaxLogBytes)
            {
                _log.Dispose();
                File.Move(_path, Path.ChangeExtension(_path, ".1.ndjson"), overwrite: true);
                _log = Open();
            }

            foreach (var line in lines) _log.WriteLine(JsonSerializer.Serialize(line, Json));
            _log.Flush();
        }
    }

    public IReadOnlyList<CollectedSpan> Spans()
    {
        lock (_gate) return [.. _spans];
    }

    public IReadOnlyList<CollectedSpan> Trace(string traceId) => [.. Spans().Where(span => span.TraceId == traceId)];

    public IReadOnlyList<CollectedMetric> Metrics()
    {
        lock (_gate) return [.. _metrics.Values];
    }

    /// <summary>The lines of the log, the newest last.</summary>
    public string Log()
    {
        lock (_gate)
        {
            using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
    }

    public void Dispose() => _log?.Dispose();

    private StreamWriter Open() => new(new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));

    private static string NameOf(CollectedMetric metric) =>
        string.Create(CultureInfo.InvariantCulture, $"{metric.Instance} {metric.Name} {string.Join(' ', metric.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"))}");
}
