using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Kpm.Functions.Http;

/// <summary>The method behind a function, whose attributes say how it may be used.</summary>
internal static class EndpointMethod
{
    private static readonly ConcurrentDictionary<string, MethodInfo> Methods = new(StringComparer.Ordinal);

    public static MethodInfo Of(FunctionContext context) => Methods.GetOrAdd(context.FunctionDefinition.EntryPoint, static entryPoint =>
    {
        var dot = entryPoint.LastIndexOf('.');
        return typeof(EndpointMethod).Assembly.GetType(entryPoint[..dot], throwOnError: true)!.GetMethod(entryPoint[(dot + 1)..])
            ?? throw new InvalidOperationException($"There is no method {entryPoint}.");
    });
}

/// <summary>The function answers with tokens: its answers are never kept for a repeat.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IssuesTokensAttribute : Attribute;

/// <summary>The function reads a body that is too large to be compared with another; a token that works once tells a repeat.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StreamsBodyAttribute : Attribute;
