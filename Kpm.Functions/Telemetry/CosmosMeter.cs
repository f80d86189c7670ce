using Microsoft.Azure.Cosmos;

namespace Kpm.Functions.Telemetry;

/// <summary>Counts calls to Cosmos DB and what they cost.</summary>
internal sealed class CosmosMeter : RequestHandler
{
    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        KpmMeter.Called("cosmos");
        KpmMeter.Charged(ContainerOf(request.RequestUri), response.Headers.RequestCharge);
        return response;
    }

    /// <summary>The container in a path such as <c>dbs/kpm/colls/users/docs/…</c>; the ids behind it are left out.</summary>
    private static string ContainerOf(Uri? path)
    {
        var segments = path?.OriginalString.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var at = Array.IndexOf(segments, "colls");
        return at >= 0 && at + 1 < segments.Length ? segments[at + 1] : "account";
    }
}
