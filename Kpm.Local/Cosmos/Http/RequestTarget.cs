using Kpm.Local.Cosmos.Observation;

namespace Kpm.Local.Cosmos.Http;

/// <summary>What a request addresses, for counting and for faults: the container by name ("" for the account and databases) and the operation.</summary>
internal readonly record struct RequestTarget(string Container, OperationKind Operation)
{
    public static RequestTarget Of(CosmosRequest request, Func<string, string, string> containerName)
    {
        var path = request.Segments;
        if (path.Count < 4) return new RequestTarget("", OperationKind.Metadata);
        var container = containerName(path[1], path[3]);
        return new RequestTarget(container, path.Count >= 5 && path[4] == "docs" ? OperationOf(request) : OperationKind.Metadata);
    }

    private static OperationKind OperationOf(CosmosRequest request) => request.Method switch
    {
        _ when request.IsQueryPlan => OperationKind.Metadata,
        "GET" when request.Segments.Count == 6 => OperationKind.Read,
        "PUT" => OperationKind.Replace,
        "PATCH" => OperationKind.Patch,
        "DELETE" => OperationKind.Delete,
        "POST" when request.IsBatch => OperationKind.Batch,
        "POST" when !request.IsQuery => request.IsUpsert ? OperationKind.Upsert : OperationKind.Create,
        _ => request.PartitionKey is null ? OperationKind.CrossPartitionQuery : OperationKind.Query,
    };
}
