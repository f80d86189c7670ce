using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Http;

namespace Kpm.Local.Cosmos.Metadata;

/// <summary>Fills in what a container definition leaves open and refuses what the local account does not do.</summary>
internal static class ContainerRules
{
    public static JsonObject Complete(JsonObject definition)
    {
        RequireId(definition);
        var key = definition["partitionKey"] as JsonObject ?? throw CosmosError.BadRequest("The container definition has no partitionKey.");
        if (key["paths"] is not JsonArray { Count: 1 } paths || (string?)paths[0] is not { Length: > 1 } path || path[0] != '/') throw CosmosError.BadRequest("The local account takes exactly one partition key path.");
        if ((string?)key["kind"] is { } kind && kind != "Hash") throw CosmosError.BadRequest("The local account takes partition keys of kind Hash only.");
        if ((int?)key["version"] is { } version && version != 2) throw CosmosError.BadRequest("The local account takes partition keys of version 2 only.");
        key["kind"] = "Hash";
        key["version"] = 2;
        if (definition["uniqueKeyPolicy"]?["uniqueKeys"] is JsonArray { Count: > 0 }) throw CosmosError.BadRequest("The local account has no unique keys.");
        if ((int?)definition["defaultTtl"] is 0 or < -1) throw CosmosError.BadRequest("The default time to live must be -1 or a positive number of seconds.");
        definition["indexingPolicy"] ??= IndexingPolicy.Default();
        var policy = definition["indexingPolicy"]!.AsObject();
        if (policy["includedPaths"] is not JsonArray { Count: > 0 } && policy["excludedPaths"] is not JsonArray { Count: > 0 }) policy["includedPaths"] = new JsonArray(new JsonObject { ["path"] = "/*" });
        return definition;
    }

    public static string RequireId(JsonObject definition)
    {
        if ((string?)definition["id"] is not { Length: > 0 and <= 255 } id || id.AsSpan().ContainsAny("/\\?#")) throw CosmosError.BadRequest("The id of a database or container has 1 to 255 characters and none of / \\ ? #.");
        return id;
    }
}
