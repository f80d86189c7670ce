using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Local.FunctionsHost.Queues;
using Kpm.Local.FunctionsHost.Rpc;
using Kpm.Local.FunctionsHost.Timers;
using Kpm.Local.FunctionsHost.Worker;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kpm.Local.FunctionsHost;

/// <summary>
/// The administration endpoints of the host, without a key as the host answers on the loopback only:
/// https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http.
/// </summary>
internal sealed class AdminEndpoints(WorkerSupervisor workers, QueueListeners queues, TimerListeners timers, FunctionInvoker invoker, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/admin/host/status", () => Status());
        endpoints.MapGet("/admin/functions", () => Functions());
        endpoints.MapPost("/admin/functions/{name}", (string name, HttpRequest request) => FireAsync(name, request));
    }

    private JsonHttpResult<HostStatus> Status()
    {
        var worker = workers.Current is { Connection.Closed.IsCompleted: false } running ? running : null;
        var state = workers.IsStopping ? "Stopping" : worker is null ? "Restarting" : "Running";
        return TypedResults.Json(new HostStatus(
            state,
            worker?.Process.Id,
            worker?.Connection.InFlight ?? 0,
            workers.Restarts,
            queues.Counters.ToDictionary(q => q.Key, q => new QueueStatus(q.Value.Ok, q.Value.Failed))));
    }

    private JsonHttpResult<FunctionStatus[]> Functions() =>
        TypedResults.Json<FunctionStatus[]>([.. (workers.Current?.Functions ?? []).Select(f => new FunctionStatus(f.Name, f.TriggerType))]);

    private async Task<IResult> FireAsync(string name, HttpRequest request)
    {
        var function = workers.Current?.Functions.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (function is null) return TypedResults.NotFound();
        if (function.TriggerType == FunctionDefinition.Http) return TypedResults.BadRequest();
        try
        {
            var hasBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
            var body = hasBody ? await JsonNode.ParseAsync(request.Body) as JsonObject : null;
            return Outcome(await FireAsync(function, body));
        }
        catch (JsonException)
        {
            return TypedResults.BadRequest();
        }
        catch (WorkerLostException)
        {
            return TypedResults.StatusCode(StatusCodes.Status502BadGateway);
        }
        catch (TimeoutException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private Task<RpcException?> FireAsync(FunctionDefinition function, JsonObject? body) => function.TriggerType == FunctionDefinition.Timer
        ? timers.FireAsync(function)
        : invoker.InvokeAsync(MessageInvocation.Of(function, body?["input"], body?["metadata"] as JsonObject, time.GetUtcNow()));

    private static IResult Outcome(RpcException? failure) => failure is null
        ? TypedResults.StatusCode(StatusCodes.Status202Accepted)
        : TypedResults.Json(new { type = failure.Type, message = failure.Message }, statusCode: StatusCodes.Status500InternalServerError);

    private sealed record HostStatus(string State, int? WorkerPid, int InFlight, int Restarts, IReadOnlyDictionary<string, QueueStatus> Queues);

    private sealed record QueueStatus(long Ok, long Failed);

    private sealed record FunctionStatus(string Name, string TriggerType);
}
