using Kpm.Core.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Kpm.Functions.Http;

/// <summary>Turns what was thrown into a problem that tells nothing of the inside.</summary>
internal sealed class ProblemMiddleware(ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext()!;
        try
        {
            await next(context);
        }
        catch (Exception thrown) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            var failure = thrown is AggregateException { InnerException: { } inner } ? inner : thrown;
            var error = ErrorOf(failure);
            if (error is InternalError) logger.LogError(failure, "{Function} failed", context.FunctionDefinition.Name);
            else logger.LogWarning("{Function}: {Failure}", context.FunctionDefinition.Name, failure.GetType().Name);
            Forget(http.Response);
            await Reply.Refused(error).ExecuteAsync(http);
        }
    }

    /// <summary>Takes back what was prepared for an answer of success, such as its place and length.</summary>
    private static void Forget(HttpResponse response)
    {
        var requestId = response.Headers[RequestLogMiddleware.RequestIdHeader];
        response.Clear();
        response.Headers[RequestLogMiddleware.RequestIdHeader] = requestId;
        response.Headers.XContentTypeOptions = "nosniff";
    }

    /// <summary>Whether something that this depends on does not answer, or has too much to do.</summary>
    public static bool IsUnavailable(Exception failure) => failure switch
    {
        CosmosException { StatusCode: var status } => (int)status is 408 or 410 or 429 or 449 or >= 500,
        Azure.RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        HttpRequestException => true,
        _ => false,
    };

    private static Error ErrorOf(Exception failure) => failure switch
    {
        ConcurrencyConflictException => new TemporarilyUnavailable(),
        _ when IsUnavailable(failure) => new TemporarilyUnavailable(),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new BodyTooLarge(),
        BadHttpRequestException or IOException or InvalidDataException => new UnreadableBody(),
        _ => new InternalError(),
    };
}

/// <summary>A fault of the system; the trace id finds it in the logs.</summary>
public sealed record InternalError() : Error(ErrorKind.Internal, "internal", "Something went wrong on our side.");
