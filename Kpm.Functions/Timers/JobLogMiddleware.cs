using Kpm.Core.Shared;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Kpm.Functions.Timers;

/// <summary>Remembers when a timer function ran last and how that ended.</summary>
internal sealed class JobLogMiddleware(IJobLog log, IClock clock) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var started = clock.Now;
        string? failure = null;
        try
        {
            await next(context);
        }
        catch (Exception thrown)
        {
            failure = thrown.GetType().Name;
            throw;
        }
        finally
        {
            await log.RecordAsync(new JobRun(context.FunctionDefinition.Name, started, clock.Now, failure), CancellationToken.None);
        }
    }
}
