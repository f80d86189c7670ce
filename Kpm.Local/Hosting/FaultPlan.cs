namespace Kpm.Local.Hosting;

/// <summary>Faults that a test orders in advance: the next <c>Count</c> requests are answered with <c>Status</c> instead of being served.</summary>
/// <param name="Status">The HTTP status to answer.</param>
/// <param name="Count">How many requests are answered so; 0 takes the order back.</param>
/// <param name="RetryAfterSeconds">The <c>Retry-After</c> to send, in seconds; null = none, unless the service always sends one.</param>
public sealed record FaultOrder(int Status, int Count, int? RetryAfterSeconds = null);

/// <summary>Holds the ordered faults of one service; a new order replaces what is left of the last.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private FaultOrder? _order;

    public void Set(FaultOrder order)
    {
        lock (_lock) _order = order;
    }

    /// <summary>Takes one fault; null when none is due.</summary>
    public FaultOrder? Take()
    {
        lock (_lock)
        {
            if (_order is not { Count: > 0 } order) return null;
            _order = order with { Count = order.Count - 1 };
            return order;
        }
    }

    /// <summary>Maps <c>POST path</c> (body: a <see cref="FaultOrder"/>), which accepts only the named statuses.</summary>
    public void Map(IEndpointRouteBuilder routes, string path, params int[] statuses) =>
        routes.MapPost(path, async (HttpRequest request) =>
        {
            var order = await request.ReadFromJsonAsync<FaultOrder>();
            if (order is null || order.Count < 0 || !statuses.Contains(order.Status)) return Results.BadRequest();
            Set(order);
            return Results.NoContent();
        });
}
