using Kpm.Local.Hosting;

namespace Kpm.Local.KeyVault;

/// <summary>What only the stand-in has: counted operations and ordered faults, under <c>/_local</c>, without a token.</summary>
internal static class ControlEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/_local/operations", (OperationLog log) => Results.Json(log.Read()));
        app.MapDelete("/_local/operations", (OperationLog log) =>
        {
            log.Reset();
            return Results.NoContent();
        });
        app.Services.GetRequiredService<FaultPlan>().Map(app, "/_local/faults", 429, 500, 503);
    }
}
