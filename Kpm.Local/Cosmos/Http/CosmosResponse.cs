using System.Text;
using System.Text.Json.Nodes;

namespace Kpm.Local.Cosmos.Http;

/// <summary>One answer: status, body and the protocol headers. <c>Charge</c> is in request units.</summary>
internal sealed record CosmosResponse(int Status, byte[]? Body = null)
{
    public string? ETag { get; init; }

    public int SubStatus { get; init; }

    public double Charge { get; init; } = 1;

    public string? SessionToken { get; init; }

    public string? Continuation { get; init; }

    public int? ItemCount { get; init; }

    public int? RetryAfterMilliseconds { get; init; }

    /// <summary>The query had to read documents that no index could exclude.</summary>
    public bool Scanned { get; init; }

    public static CosmosResponse Json(int status, string body) => new(status, Encoding.UTF8.GetBytes(body));

    public static CosmosResponse From(CosmosError error) => Refusal(error.Status, error.Code, error.Message) with { SubStatus = error.SubStatus };

    public static CosmosResponse Refusal(int status, string code, string message) =>
        Json(status, new JsonObject { ["code"] = code, ["message"] = message }.ToJsonString());

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        var headers = response.Headers;
        headers["x-ms-activity-id"] = Guid.NewGuid().ToString();
        headers["x-ms-request-charge"] = Observation.RequestCharges.Format(Charge);
        if (ETag is not null) headers.ETag = ETag;
        if (SubStatus != 0) headers["x-ms-substatus"] = Invariant(SubStatus);
        if (SessionToken is not null) headers["x-ms-session-token"] = SessionToken;
        if (Continuation is not null) headers["x-ms-continuation"] = Continuation;
        if (ItemCount is { } count) headers["x-ms-item-count"] = Invariant(count);
        if (RetryAfterMilliseconds is { } delay) headers["x-ms-retry-after-ms"] = Invariant(delay);
        if (Body is null || Status is 204 or 304) return;
        response.ContentType = "application/json";
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, context.RequestAborted);
    }

    private static string Invariant(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
