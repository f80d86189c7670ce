using System.Text.Json;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Observation;

/// <summary>Refusals on request, to test how a client copes with a busy or failing account.</summary>
internal sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<Fault> _pending = [];

    /// <summary>Reads <c>{"status":429,"count":2,"retryAfterMs":5,"container":"c","operation":"Read"}</c>; container and operation narrow the requests it hits.</summary>
    public void Add(byte[] body)
    {
        var order = JsonSerializer.Deserialize<Order>(body, JsonSerializerOptions.Web) ?? throw CosmosError.BadRequest("A fault must be a JSON object.");
        if (order.Status is < 400 or > 599 || order.Count < 1) throw CosmosError.BadRequest("A fault needs a status from 400 to 599 and a count above 0.");
        OperationKind? operation = order.Operation is null ? null
            : Enum.TryParse<OperationKind>(order.Operation, out var kind) ? kind : throw CosmosError.BadRequest($"'{order.Operation}' is no operation.");
        lock (_lock) _pending.Add(new Fault(order.Status, order.RetryAfterMs, order.Container, operation) { Left = order.Count });
    }

    public CosmosResponse? Next(string container, OperationKind operation)
    {
        lock (_lock)
        {
            if (_pending.Find(fault => fault.Matches(container, operation)) is not { } hit) return null;
            if (--hit.Left == 0) _pending.Remove(hit);
            return CosmosResponse.Refusal(hit.Status, Name(hit.Status), "Refused on request.") with
            {
                RetryAfterMilliseconds = hit.RetryAfterMilliseconds,
                SubStatus = hit.Status == 429 ? 3200 : 0,
                Charge = 0,
            };
        }
    }

    private static string Name(int status) => status switch
    {
        429 => "TooManyRequests",
        449 => "RetryWith",
        503 => "ServiceUnavailable",
        _ => "Fault",
    };

    private sealed record Order(int Status, int Count, int? RetryAfterMs, string? Container, string? Operation);

    private sealed record Fault(int Status, int? RetryAfterMilliseconds, string? Container, OperationKind? Operation)
    {
        public int Left { get; set; }

        public bool Matches(string container, OperationKind operation) =>
            (Container is null || Container == container) && (Operation is null ? operation != OperationKind.Metadata : Operation == operation);
    }
}
