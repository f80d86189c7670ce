using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Http;

/// <summary>One line per request: method, route, status and elapsed milliseconds. Never the query, which may hold a token, nor an id of the path.</summary>
internal sealed class RequestLogMiddleware(ILogger<RequestLogMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public const string RequestIdHeader = "X-Request-Id";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        http.Response.Headers[RequestIdHeader] = context.InvocationId;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var started = Stopwatch.GetTimestamp();
        await next(context);
        logger.LogInformation(
            "{Method} {Function} {Status} {Elapsed} ms {RequestId}",
            http.Request.Method,
            context.FunctionDefinition.Name,
            http.Response.StatusCode,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            context.InvocationId);
    }
}
