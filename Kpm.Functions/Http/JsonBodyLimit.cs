using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Kpm.Functions.Http;

/// <summary>The function takes larger JSON bodies than others.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JsonBodyLimitAttribute(int bytes) : Attribute
{
    public int Bytes { get; } = bytes;
}

/// <summary>Tells whoever reads the body how large it may be.</summary>
internal sealed class JsonBodyLimitMiddleware : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (EndpointMethod.Of(context).GetCustomAttribute<JsonBodyLimitAttribute>() is { } limit) context.GetHttpContext()!.Features.Set(limit);
        return next(context);
    }
}
