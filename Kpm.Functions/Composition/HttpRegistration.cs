using Kpm.Functions.Http;
using Kpm.Functions.Http.Cors;
using Kpm.Functions.Http.RateLimits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace Kpm.Functions.Composition;

/// <summary>What every request and answer goes through.</summary>
internal static class HttpRegistration
{
    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddSettings<CorsSettings>("Cors");
        services.AddSettings<RateLimitOptions>("RateLimits");
        return services
            .AddCors()
            .AddResponseCompression(AnswerCompression.Set)
            .AddSingleton<IResponseCompressionProvider, AnswerCompression>()
            .AddSingleton<IStartupFilter, AnswerCompression.Filter>()
            .AddSingleton<AccountGate>()
            .AddSingleton<RateLimiter>();
    }
}
