using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace Kpm.Local.FunctionsHost.Http;

/// <summary>The routes of the HTTP functions, known once the worker has described them.</summary>
internal sealed class FunctionRoutes : EndpointDataSource, IDisposable
{
    private readonly CancellationTokenSource _changed = new();
    private IReadOnlyList<Endpoint> _endpoints = [];

    public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

    public override IChangeToken GetChangeToken() =>
        new CancellationChangeToken(_changed.IsCancellationRequested ? CancellationToken.None : _changed.Token);

    /// <summary>Sets the table, once.</summary>
    public void Publish(IEnumerable<FunctionDefinition> functions, string routePrefix, Func<HttpContext, FunctionDefinition, Task> handler)
    {
        _endpoints = [.. functions.Where(f => f.TriggerType == FunctionDefinition.Http).Select(f => Route(f, routePrefix, handler))];
        _changed.Cancel();
    }

    public void Dispose() => _changed.Dispose();

    private static Endpoint Route(FunctionDefinition function, string routePrefix, Func<HttpContext, FunctionDefinition, Task> handler)
    {
        var route = (string?)function.Trigger["route"] ?? function.Name;
        var pattern = RoutePatternFactory.Parse($"{routePrefix}/{route}".Trim('/'));
        var endpoint = new RouteEndpointBuilder(context => handler(context, function), pattern, order: 0) { DisplayName = function.Name };
        if (function.Trigger["methods"] is JsonArray { Count: > 0 } methods)
            endpoint.Metadata.Add(new HttpMethodMetadata(methods.Select(method => ((string)method!).ToUpperInvariant())));
        return endpoint.Build();
    }
}

/// <summary>A known path with another method is 404 on the Functions host, where routing alone would answer 405.</summary>
internal static class WrongMethod
{
    public static async Task AnswerNotFoundAsync(HttpContext context, RequestDelegate next)
    {
        // Routing selects an endpoint of its own, which is no route, to refuse a method.
        if (context.GetEndpoint() is { } endpoint and not RouteEndpoint)
        {
            context.SetEndpoint(null);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await next(context);
    }
}
