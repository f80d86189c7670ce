using System.Globalization;
using Kpm.Local.Cosmos.Items;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Partitioning;
using Kpm.Local.Cosmos.Queries;

namespace Kpm.Local.Cosmos.Http;

/// <summary>Everything under <c>/dbs/…/colls/…/docs</c>: items, batches, queries and query plans.</summary>
internal sealed class ItemRoutes(ItemStore items, QueryRunner queries, SessionTokens sessions)
{
    /// <summary>https://learn.microsoft.com/azure/cosmos-db/concepts-limits: per transactional batch.</summary>
    private const int MaxBatchOperations = 100;

    // The documented 2 MB hold for the payload; the client frames up to 2,202,010 bytes around it.
    private const int MaxBatchBytes = 2202010;

    /// <exception cref="CosmosError">The refusal.</exception>
    public async Task<CosmosResponse> AnswerAsync(CosmosRequest request, CosmosContainer container)
    {
        if (request.IsQueryPlan) return CosmosResponse.Json(200, QueryPlan.ToJson(QueryRequest.Parse(request.Body), container));
        var onFeed = request.Segments.Count == 5;
        if (request.Header("A-IM") is not null) throw CosmosError.BadRequest("The local account has no change feed.");
        if (onFeed && (request.IsQuery || request.Method == "GET")) return Query(request, container);
        var key = PartitionKeyValue.FromHeader(request.PartitionKey ?? throw CosmosError.BadRequest("PartitionKey value must be supplied for this operation."));
        var response = (request.Method, onFeed) switch
        {
            ("POST", true) when request.IsBatch => await BatchAsync(request, container, key),
            ("POST", true) => Item(request, container, key, request.IsUpsert ? ItemOperationKind.Upsert : ItemOperationKind.Create),
            ("GET", false) => Item(request, container, key, ItemOperationKind.Read),
            ("PUT", false) => Item(request, container, key, ItemOperationKind.Replace),
            ("PATCH", false) => Item(request, container, key, ItemOperationKind.Patch),
            ("DELETE", false) => Item(request, container, key, ItemOperationKind.Delete),
            _ => throw CosmosError.MethodNotAllowed(),
        };
        return response with { SessionToken = sessions.Next(key.Range) };
    }

    private CosmosResponse Query(CosmosRequest request, CosmosContainer container)
    {
        var scope = QueryScope.Of(request);
        int? max = int.TryParse(request.Header("x-ms-max-item-count"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;
        var query = request.IsQuery ? QueryRequest.Parse(request.Body) : QueryRequest.All;
        var continuation = request.Header("x-ms-continuation") is { Length: > 0 } token ? token : null;
        return queries.Run(container, query, scope, max, continuation) with { SessionToken = sessions.Next(scope.Range) };
    }

    private CosmosResponse Item(CosmosRequest request, CosmosContainer container, PartitionKeyValue key, ItemOperationKind kind)
    {
        var id = request.Segments.ElementAtOrDefault(5);
        var operation = new ItemOperation(kind, key, id, request.Body, request.Header("If-Match"), request.Header("If-None-Match"));
        var result = kind == ItemOperationKind.Read ? items.Read(container, operation) : items.Execute(container, operation);
        var body = request.WantsMinimalResponse && kind != ItemOperationKind.Read ? null : result.Body;
        return new CosmosResponse(result.Status, body) { ETag = result.ETag, Charge = result.Charge };
    }

    private async Task<CosmosResponse> BatchAsync(CosmosRequest request, CosmosContainer container, PartitionKeyValue key)
    {
        if (!request.Flag("x-ms-cosmos-batch-atomic")) throw CosmosError.BadRequest("The local account takes transactional batches only.");
        if (request.Body.Length > MaxBatchBytes) throw CosmosError.TooLarge();
        var operations = await BatchCodec.ReadAsync(request.Body, key);
        if (operations.Count > MaxBatchOperations) throw CosmosError.BadRequest("Batch request has more operations than what is supported.");
        var results = items.ExecuteAtomically(container, operations);
        var status = results.All(result => result.Succeeded) ? 200 : 207;
        return new CosmosResponse(status, await BatchCodec.WriteAsync(results)) { Charge = results.Sum(result => result.Charge) };
    }
}
