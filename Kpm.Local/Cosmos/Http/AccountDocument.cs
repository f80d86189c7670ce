using System.Text.Json.Nodes;

namespace Kpm.Local.Cosmos.Http;

/// <summary>The account properties that a client reads first: one region, session consistency, the limits of the query engine.</summary>
internal static class AccountDocument
{
    private const string QueryEngine = """
        {"maxSqlQueryInputLength":262144,"maxJoinsPerSqlQuery":10,"maxLogicalAndPerSqlQuery":2000,"maxLogicalOrPerSqlQuery":2000,"maxUdfRefPerSqlQuery":10,"maxInExpressionItemsCount":16000,"queryMaxInMemorySortDocumentCount":500,"maxQueryRequestTimeoutFraction":0.9,"sqlAllowNonFiniteNumbers":false,"sqlAllowAggregateFunctions":true,"sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,"allowNewKeywords":true,"sqlAllowLike":true,"sqlAllowGroupByClause":true,"maxSpatialQueryCells":12,"spatialMaxGeometryPointCount":256,"sqlDisableOptimizationFlags":0,"sqlAllowTop":true,"enableSpatialIndexing":true}
        """;

    public static string ToJson(string endpoint) => new JsonObject
    {
        ["_self"] = "",
        ["id"] = "local",
        ["_rid"] = "local",
        ["media"] = "//media/",
        ["addresses"] = "//addresses/",
        ["_dbs"] = "//dbs/",
        ["writableLocations"] = new JsonArray(Region(endpoint)),
        ["readableLocations"] = new JsonArray(Region(endpoint)),
        ["enableMultipleWriteLocations"] = false,
        ["userReplicationPolicy"] = Replicas(),
        ["systemReplicationPolicy"] = Replicas(),
        ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
        ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
        ["queryEngineConfiguration"] = QueryEngine,
    }.ToJsonString();

    private static JsonObject Region(string endpoint) => new() { ["name"] = "Local", ["databaseAccountEndpoint"] = endpoint };

    private static JsonObject Replicas() => new() { ["asyncReplication"] = false, ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 };
}
