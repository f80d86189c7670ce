using System.Reflection;
using Kpm.Core.Shared;
using Kpm.Functions.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kpm.Functions.Http.RateLimits;

/// <summary>Refuses what one account or one address tries too often, before anything is looked up for it.</summary>
internal sealed class RateLimitMiddleware(RateLimiter limiter, IOptions<RateLimitOptions> options, ILogger<RateLimitMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private readonly ClientAddress _addresses = ClientAddress.Behind(options.Value.TrustedProxies);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var limited = options.Value.Enabled ? EndpointMethod.Of(context).GetCustomAttribute<RateLimitedAttribute>() : null;
        var http = context.GetHttpContext()!;
        if (limited is not null && await RefusalAsync(limited, http, context.FunctionDefinition.Name) is { } refusal)
        {
            await Reply.Refused(refusal).ExecuteAsync(http);
            return;
        }

        await next(context);
    }

    private async Task<Error?> RefusalAsync(RateLimitedAttribute limited, HttpContext http, string function)
    {
        var account = await AccountOfRequest.FindAsync(http.Request, limited.AccountField);
        if (account.IsFailure) return account.Error;
        try
        {
            return await limiter.TakeAsync(limited.Limit, _addresses.Of(http.Request), account.Value, http.RequestAborted);
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            // A store that is down or overloaded passes: people who cannot log in are worse than a while without limits, and passwords cost
            // much to try, limited or not. Anything else is a fault, and refused as one.
            logger.LogWarning("{Function} passes without its limit: {Failure}", function, failure.GetType().Name);
            return null;
        }
    }
}
