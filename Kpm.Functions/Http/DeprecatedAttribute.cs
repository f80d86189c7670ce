using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Kpm.Functions.Http;

/// <summary>The function keeps a former name or method alive; its answers say since when and until when (RFC 9745, RFC 8594).</summary>
/// <param name="successor">The path to use instead, below <see cref="Reply.BasePath"/>; null when only the method is another.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeprecatedAttribute(string? successor = null) : Attribute
{
    private static readonly DateTimeOffset Since = new(2026, 11, 27, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2028, 11, 27, 0, 0, 0, TimeSpan.Zero);

    public string? Successor { get; } = successor;

    public void Tell(IHeaderDictionary headers)
    {
        headers["Deprecation"] = string.Create(CultureInfo.InvariantCulture, $"@{Since.ToUnixTimeSeconds()}");
        headers["Sunset"] = Until.ToString("R", CultureInfo.InvariantCulture);
        if (Successor is not null) headers.AppendLink(Reply.BasePath + Successor, "successor-version");
    }
}

/// <summary>Tells callers of a deprecated function, whatever it answers.</summary>
internal sealed class DeprecationMiddleware : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (EndpointMethod.Of(context).GetCustomAttribute<DeprecatedAttribute>() is { } deprecated)
        {
            var http = context.GetHttpContext()!;
            http.Response.OnStarting(() =>
            {
                deprecated.Tell(http.Response.Headers);
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
