using Kpm.Local.Cosmos.Observation;

namespace Kpm.Local.Cosmos.Http;

/// <summary>The control endpoints under <c>/_local/</c>, which need no key: what was asked since the last reset, and refusals on request.</summary>
internal sealed class ControlRoutes(RequestMetrics metrics, Faults faults)
{
    public const string Prefix = "_local";

    public CosmosResponse Answer(CosmosRequest request)
    {
        switch (request.Method, request.Segments.ElementAtOrDefault(1))
        {
            case ("GET", "requests"):
                return CosmosResponse.Json(200, metrics.ToJson());
            case ("DELETE", "requests"):
                metrics.Reset();
                return new CosmosResponse(204);
            case ("POST", "faults"):
                faults.Add(request.Body);
                return new CosmosResponse(204);
            default:
                throw CosmosError.MethodNotAllowed();
        }
    }
}
