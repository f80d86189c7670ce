using System.Text.Json;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Observation;

namespace Kpm.Local.Cosmos.Http;

/// <summary>Takes a request through authorization, requested faults, its route and the counters.</summary>
internal sealed class RequestPipeline(
    MasterKeyAuthorization authorization, MetadataStore metadata, MetadataRoutes metadataRoutes, ItemRoutes itemRoutes, ControlRoutes control, RequestMetrics metrics, Faults faults)
{
    public async Task HandleAsync(HttpContext context)
    {
        var request = await CosmosRequest.ReadAsync(context);
        var response = await RefusingAsync(async () =>
        {
            if (request.Segments.Count > 0 && request.Segments[0] == ControlRoutes.Prefix) return control.Answer(request);
            authorization.Verify(request);
            return await CountedAsync(context, request);
        });
        await response.WriteAsync(context);
    }

    private async Task<CosmosResponse> CountedAsync(HttpContext context, CosmosRequest request)
    {
        var target = RequestTarget.Of(request, (database, container) => metadata.Find(database, container)?.Id ?? container);
        var response = faults.Next(target.Container, target.Operation) ?? await RefusingAsync(() => RouteAsync(context, request));
        metrics.Add(target.Container, target.Operation, response.Charge, response.Scanned);
        return response;
    }

    private async Task<CosmosResponse> RouteAsync(HttpContext context, CosmosRequest request)
    {
        var path = request.Segments;
        if (path.Count > 0 && path[0] != "dbs") throw CosmosError.MethodNotAllowed();
        if (path.Count is not (5 or 6) || path[4] != "docs") return metadataRoutes.Answer(request);
        var container = metadata.Container(path[1], path[3]);
        // Clients file session tokens under these two names.
        context.Response.Headers["x-ms-alt-content-path"] = $"dbs/{container.DatabaseId}/colls/{container.Id}";
        context.Response.Headers["x-ms-content-path"] = container.Rid;
        return await itemRoutes.AnswerAsync(request, container);
    }

    private static async Task<CosmosResponse> RefusingAsync(Func<Task<CosmosResponse>> answer)
    {
        try
        {
            return await answer();
        }
        catch (CosmosError error)
        {
            return CosmosResponse.From(error);
        }
        catch (JsonException)
        {
            return CosmosResponse.From(CosmosError.BadRequest("The request body is malformed."));
        }
    }
}
