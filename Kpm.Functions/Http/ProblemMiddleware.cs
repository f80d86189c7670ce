using Kpm.Core.Shared;
using Kpm.Functions.Shared;
using Kpm.Functions.Telemetry;
using Microsoft.AspNetCore.Http;
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
            var failure = Unwrapped.Of(thrown);
            var error = ErrorOf(failure);
            if (error is InternalError) logger.LogFailure(context.FunctionDefinition.Name, failure);
            else logger.LogWarning("{Function}: {Failure}", context.FunctionDefinition.Name, (failure as TransientFailureException)?.Code ?? failure.GetType().Name);
            // Takes back what was prepared for an answer of success, such as its place and length.
            http.Response.Clear();
            await Reply.Refused(error).ExecuteAsync(http);
        }
    }

    private static Error ErrorOf(Exception failure) => failure switch
    {
        ConcurrencyConflictException or TransientFailureException => new TemporarilyUnavailable(),
        _ when failure.IsUnavailable() => new TemporarilyUnavailable(),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new BodyTooLarge(),
        BadHttpRequestException or IOException or InvalidDataException => new UnreadableBody(),
        _ => new InternalError(),
    };
}

/// <summary>A fault of the system; the trace id finds it in the logs.</summary>
public sealed record InternalError() : Error(ErrorKind.Internal, "internal", "Something went wrong on our side.");
