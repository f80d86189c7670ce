using System.Diagnostics;
using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Telemetry;

/// <summary>
/// Names the function that runs, and traces and measures it. The span of a message is the queue worker's, because only the message
/// itself tells what it continues. What is thrown leaves without its message, which the platform would write into logs.
/// </summary>
internal sealed class OperationMiddleware(IClock clock, ILogger<OperationMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        Operation.Enter(context.FunctionDefinition.Name);
        try
        {
            await RunAsync(context, next);
        }
        catch (Exception failure)
        {
            // Nobody waits for the answer any more: no fault of the function.
            if (context.GetHttpContext()?.RequestAborted.IsCancellationRequested != true) logger.LogFailure(context.FunctionDefinition.Name, failure);
            throw new OperationFailedException(failure);
        }
    }

    private Task RunAsync(FunctionContext context, FunctionExecutionDelegate next) => context.TriggerType() switch
    {
        TriggerTypes.Http => AnswerAsync(context, next),
        TriggerTypes.Queue => HandleAsync(context, next),
        _ => TraceAsync(context, next, ActivityKind.Internal),
    };

    private static async Task AnswerAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        await TraceAsync(context, next, ActivityKind.Server);
        KpmMeter.Command(context.FunctionDefinition.Name, context.GetHttpContext()!.Response.StatusCode, Stopwatch.GetElapsedTime(started));
    }

    private async Task HandleAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (EnqueuedAt(context) is { } enqueued) KpmMeter.MessageCame(context.FunctionDefinition.Name, clock.Now.ToDateTimeOffset() - enqueued);
        await next(context);
    }

    private static async Task TraceAsync(FunctionContext context, FunctionExecutionDelegate next, ActivityKind kind)
    {
        using var span = KpmTrace.Start(context.FunctionDefinition.Name, kind, context.TraceContext.TraceParent);
        try
        {
            await next(context);
            if (kind == ActivityKind.Server) Describe(span, context);
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            throw;
        }
    }

    private static void Describe(Activity? span, FunctionContext context)
    {
        if (span is null) return;
        var http = context.GetHttpContext()!;
        span.SetTag("http.request.method", http.Request.Method);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
        span.SetTag("kpm.request_id", RequestId.Of(http, context.InvocationId));
        if (http.Response.StatusCode >= 500) span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>When the message could be received: for one that was put off, from then on.</summary>
    private static DateTimeOffset? EnqueuedAt(FunctionContext context) =>
        context.BindingContext.BindingData.GetValueOrDefault("EnqueuedTimeUtc") is string text
        && DateTimeOffset.TryParse(text.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
}
