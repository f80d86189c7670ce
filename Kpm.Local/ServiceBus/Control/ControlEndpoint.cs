using System.Net;
using Kpm.Local.ServiceBus.Queues;

namespace Kpm.Local.ServiceBus.Control;

/// <summary>
/// A small HTTP interface for tests, on loopback: <c>GET /queues</c>, <c>GET /sends</c>, <c>DELETE /sends</c>,
/// <c>POST /faults</c>, <c>PUT /deliveries</c>. Azure has nothing like it.
/// </summary>
internal static class ControlEndpoint
{
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<WebApplication> StartAsync(int port, Broker broker)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.MapGet("/queues", () => broker.Engine.AskAsync(() => broker.Queues.Where(q => q.DeadLetterQueue is not null).Select(q => q.Count()).ToList()));
        app.MapGet("/sends", () => broker.Engine.AskAsync(broker.Sends.Snapshot));
        app.MapDelete("/sends", () => DoAsync(broker, broker.Sends.Reset));
        app.MapPost("/faults", (FaultRequest request) => request.RefuseSends < 0
            ? Task.FromResult(Results.BadRequest())
            : DoAsync(broker, () => broker.Faults.Refuse(request.RefuseSends)));
        app.MapPut("/deliveries", (DeliveryRequest request) => DoAsync(broker, () =>
        {
            broker.HoldsDeliveries = request.Held;
            broker.Disturb(new Disturbance(request.Shuffled, request.Repeated, request.Delayed));
        }));
        await app.StartAsync();
        return app;
    }

    private static async Task<IResult> DoAsync(Broker broker, Action action)
    {
        await broker.Engine.AskAsync(() =>
        {
            action();
            return true;
        });
        return Results.NoContent();
    }

    /// <param name="RefuseSends">How many of the next transfers, of any queue, are refused.</param>
    private sealed record FaultRequest(int RefuseSends);

    /// <param name="Held">Whether messages stay in their queues for now; sends are accepted as ever.</param>
    /// <param name="Shuffled">Whether the messages of a queue go out in any order.</param>
    /// <param name="Repeated">Whether some of what is completed comes again.</param>
    /// <param name="Delayed">Whether what is sent can be received only some time later.</param>
    private sealed record DeliveryRequest(bool Held, bool Shuffled = false, bool Repeated = false, bool Delayed = false);
}
