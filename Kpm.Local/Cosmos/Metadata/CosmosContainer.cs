using System.Text.Json.Nodes;

namespace Kpm.Local.Cosmos.Metadata;

/// <summary>
/// A container as its stored definition describes it. <c>PartitionKeyPath</c>: the property names from the root to the partition key.
/// <c>DefaultTtl</c>: null = nothing expires, -1 = only documents with their own <c>ttl</c>, else seconds.
/// https://learn.microsoft.com/azure/cosmos-db/nosql/time-to-live
/// </summary>
internal sealed record CosmosContainer(
    long DatabaseNumber,
    long Number,
    string DatabaseId,
    string Id,
    string Rid,
    string ETag,
    string Body,
    IReadOnlyList<string> PartitionKeyPath,
    int? DefaultTtl,
    IndexingPolicy Indexing)
{
    public static CosmosContainer From(long databaseNumber, long number, string databaseId, string body)
    {
        var definition = JsonNode.Parse(body)!;
        return new CosmosContainer(
            databaseNumber,
            number,
            databaseId,
            (string)definition["id"]!,
            (string)definition["_rid"]!,
            (string)definition["_etag"]!,
            body,
            ((string)definition["partitionKey"]!["paths"]![0]!).Trim('/').Split('/').Select(name => name.Trim('"')).ToList(),
            (int?)definition["defaultTtl"],
            new IndexingPolicy(definition["indexingPolicy"]));
    }
}
