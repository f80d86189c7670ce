using System.Text.Json;

namespace Kpm.Local.Cosmos.Observation;

/// <summary>Counts requests by container and operation since the last reset. <c>Scans</c>: queries whose filter no index serves.</summary>
internal sealed class RequestMetrics
{
    private readonly Lock _lock = new();
    private Dictionary<(string Container, OperationKind Operation), (int Count, double Charge, int Scans)> _totals = [];

    public void Add(string container, OperationKind operation, double charge, bool scanned)
    {
        lock (_lock)
        {
            var total = _totals.GetValueOrDefault((container, operation));
            _totals[(container, operation)] = (total.Count + 1, total.Charge + charge, total.Scans + (scanned ? 1 : 0));
        }
    }

    public void Reset()
    {
        lock (_lock) _totals = [];
    }

    public string ToJson()
    {
        lock (_lock)
        {
            return JsonSerializer.Serialize(_totals.Select(total => new Row(
                total.Key.Container, total.Key.Operation.ToString(), total.Value.Count, Math.Round(total.Value.Charge, 2), total.Value.Scans)), JsonSerializerOptions.Web);
        }
    }

    private sealed record Row(string Container, string Operation, int Count, double RequestCharge, int Scans);
}
