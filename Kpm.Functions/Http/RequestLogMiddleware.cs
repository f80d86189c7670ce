using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Http;

/// <summary>One line per request: method, route, status and elapsed milliseconds. Never the query, which may hold a token, nor an id of the path.</summary>
internal sealed class RequestLogMiddleware(ILogger<RequestLogMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        var id = RequestId.Take(http, context.InvocationId);
        StandardHeaders.Promise(http, id);
        var started = Stopwatch.GetTimestamp();
        await next(context);
        logger.LogInformation(
            "{Method} {Function} {Status} {Elapsed} ms {RequestId}",
            http.Request.Method,
            context.FunctionDefinition.Name,
            http.Response.StatusCode,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            id.Value);
    }
}
