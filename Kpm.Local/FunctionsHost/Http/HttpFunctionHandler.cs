using Kpm.Local.FunctionsHost.Rpc;
using Kpm.Local.FunctionsHost.Worker;
using Yarp.ReverseProxy.Forwarder;

namespace Kpm.Local.FunctionsHost.Http;

/// <summary>
/// Runs an HTTP function: the request goes to the worker over HTTP, streamed both ways, while an invocation with the same
/// id goes over gRPC. Only the invocation tells whether the function succeeded.
/// </summary>
internal sealed class HttpFunctionHandler(
    WorkerSupervisor workers,
    FunctionKey key,
    IHttpForwarder forwarder,
    HttpMessageInvoker client,
    HostOptions options,
    TimeProvider time)
{
    /// <summary>How long an answer of 502 waits for the worker's death to be known: the caller's next request must not meet the dead one.</summary>
    private static readonly TimeSpan DeathNoticed = TimeSpan.FromSeconds(1);

    // The limit of a whole exchange is the host's own; the forwarder's limit on idle time must not cut in first.
    private readonly ForwarderRequestConfig _forwarding = new() { ActivityTimeout = options.ResponseLimit + TimeSpan.FromMinutes(1) };

    public async Task HandleAsync(HttpContext context, FunctionDefinition function)
    {
        if (Refusal(context.Request, function) is { } refusal)
        {
            context.Response.StatusCode = refusal;
            return;
        }

        try
        {
            var worker = await workers.ReadyAsync(context.RequestAborted);
            await RunAsync(context, function, worker);
        }
        catch (TimeoutException)
        {
            Answer(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
    }

    private static Invocation InvocationOf(HttpContext context, FunctionDefinition function)
    {
        var route = context.Request.RouteValues.Where(v => v.Value is not null).ToDictionary(v => v.Key, v => new TypedData { String = v.Value!.ToString()! });
        return new Invocation(function, new TypedData { Http = new RpcHttp() }, route, context.Request.Headers.TraceParent);
    }

    /// <summary>Replaces the answer, or breaks the connection when a part of another one is out: half a body must not look whole.</summary>
    private static void Answer(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = status;
    }

    private int? Refusal(HttpRequest request, FunctionDefinition function)
    {
        if (!key.Admits(request, function)) return StatusCodes.Status401Unauthorized;
        return request.ContentLength > HostOptions.RequestBodyLimit ? StatusCodes.Status413PayloadTooLarge : null;
    }

    private async Task RunAsync(HttpContext context, FunctionDefinition function, RunningWorker worker)
    {
        using var limit = new CancellationTokenSource(options.ResponseLimit, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        var invocation = InvocationOf(context, function);
        var running = worker.Connection.InvokeAsync(invocation.ToRequest(), ended.Token);
        var forwarded = await forwarder.SendAsync(context, worker.HttpAddress.ToString().TrimEnd('/'), client, _forwarding, new ForwardedRequest(invocation.Id), ended.Token);
        try
        {
            if (forwarded is not ForwarderError.None && !running.IsCompleted)
            {
                // The worker would wait for a request that will not come.
                await ended.CancelAsync();
                if (limit.IsCancellationRequested) Answer(context, StatusCodes.Status504GatewayTimeout);
                else if (IsBodyTooLong(context)) Answer(context, StatusCodes.Status413PayloadTooLarge);
                else await Task.WhenAny(worker.Connection.Closed, Task.Delay(DeathNoticed, time, context.RequestAborted));
                _ = running.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                return;
            }

            if ((await running).Failure() is not { } failure) return;
            if (IsBodyTooLong(context))
            {
                Answer(context, StatusCodes.Status413PayloadTooLarge);
                return;
            }

            InvocationOutcome.Print(function, failure.Type);
            Answer(context, StatusCodes.Status500InternalServerError);
        }
        catch (WorkerLostException)
        {
            InvocationOutcome.Print(function, "the worker is lost");
            Answer(context, StatusCodes.Status502BadGateway);
        }
    }

    /// <summary>A body without a declared length is found too long only while it is read.</summary>
    private static bool IsBodyTooLong(HttpContext context)
    {
        for (var e = context.Features.Get<IForwarderErrorFeature>()?.Exception; e is not null; e = e.InnerException)
        {
            if (e is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }) return true;
            if (e is AggregateException many && many.InnerExceptions.Any(i => i is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })) return true;
        }

        return false;
    }
}
