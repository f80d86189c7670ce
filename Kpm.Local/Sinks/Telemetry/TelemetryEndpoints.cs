using Google.Protobuf;

namespace Kpm.Local.Sinks.Telemetry;

/// <summary>A collector of OTLP over HTTP in protobuf, and what people and tests read from it. Source: opentelemetry.io/docs/specs/otlp.</summary>
internal sealed class TelemetryEndpoints(TelemetryStore store)
{
    private const int MaxBodyBytes = 20_000_000;
    private const string Protobuf = "application/x-protobuf";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/traces", (HttpRequest request) => TakeAsync(request, body => store.Add(OtlpReader.Spans(body))));
        routes.MapPost("/v1/metrics", (HttpRequest request) => TakeAsync(request, body => store.Add(OtlpReader.Metrics(body))));
        routes.MapPost("/v1/logs", (HttpRequest request) => TakeAsync(request, body => store.Add(OtlpReader.Logs(body))));
        routes.MapGet("/traces", () => Results.Json(store.Spans()));
        routes.MapGet("/traces/{traceId}", (string traceId) => Results.Json(store.Trace(traceId)));
        routes.MapGet("/metrics", () => Results.Json(store.Metrics()));
        routes.MapGet("/logs", () => Results.Text(store.Log(), "application/x-ndjson"));
    }

    /// <summary>200 with an empty message: all was taken.</summary>
    private static async Task<IResult> TakeAsync(HttpRequest request, Action<byte[]> take)
    {
        if (request.ContentType != Protobuf) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (await RequestBody.ReadAsync(request, MaxBodyBytes) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        try
        {
            take(body);
        }
        catch (InvalidProtocolBufferException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        return Results.Bytes([], Protobuf);
    }
}
