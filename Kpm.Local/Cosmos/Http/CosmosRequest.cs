using Microsoft.AspNetCore.Http.Features;

namespace Kpm.Local.Cosmos.Http;

/// <summary>One request: method, unescaped path segments, headers and the whole body.</summary>
internal sealed record CosmosRequest(string Method, string RawPath, IReadOnlyList<string> Segments, IHeaderDictionary Headers, byte[] Body)
{
    public bool IsQuery => Flag("x-ms-documentdb-isquery") || (Header("Content-Type")?.StartsWith("application/query+json", StringComparison.OrdinalIgnoreCase) ?? false);

    public bool IsQueryPlan => Flag("x-ms-cosmos-is-query-plan-request");

    public bool IsBatch => Flag("x-ms-cosmos-is-batch-request");

    public bool IsUpsert => Flag("x-ms-documentdb-is-upsert");

    public bool WantsMinimalResponse => string.Equals(Header("Prefer"), "return=minimal", StringComparison.OrdinalIgnoreCase);

    /// <summary>The partition key header, or null when the request addresses no single logical partition.</summary>
    public string? PartitionKey => Header("x-ms-documentdb-partitionkey") is { Length: > 0 } key && key != "[]" ? key : null;

    public string? PartitionRangeId => Header("x-ms-documentdb-partitionkeyrangeid");

    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool Flag(string name) => string.Equals(Header(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The raw target is split before unescaping, so that an id may hold <c>%</c> or an escaped separator.</summary>
    public static async Task<CosmosRequest> ReadAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0].Trim('/');
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new CosmosRequest(context.Request.Method, path, segments, context.Request.Headers, body.ToArray());
    }
}
