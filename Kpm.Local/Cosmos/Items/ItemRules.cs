using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Partitioning;

namespace Kpm.Local.Cosmos.Items;

/// <summary>What a document must satisfy to be stored. https://learn.microsoft.com/azure/cosmos-db/concepts-limits</summary>
internal static class ItemRules
{
    public const int MaxItemBytes = 2 * 1024 * 1024;

    private const int MaxIdBytes = 1023;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 128, AllowDuplicateProperties = false };

    public static JsonObject Parse(byte[]? body)
    {
        if (body is null || body.Length == 0) throw CosmosError.BadRequest("The request has no document.");
        if (body.Length > MaxItemBytes) throw CosmosError.TooLarge();
        try
        {
            return JsonNode.Parse(body, documentOptions: Strict) as JsonObject ?? throw CosmosError.BadRequest("A document must be a JSON object.");
        }
        catch (JsonException)
        {
            throw CosmosError.BadRequest("The document is not valid JSON.");
        }
    }

    public static string RequireId(JsonObject document)
    {
        if (document["id"] is not JsonValue value || !value.TryGetValue<string>(out var id) || id.Length == 0) throw CosmosError.BadRequest("The input content is invalid because the required properties - 'id; ' - are missing.");
        if (Encoding.UTF8.GetByteCount(id) > MaxIdBytes) throw CosmosError.BadRequest($"The id is longer than {MaxIdBytes} bytes.");
        if (id.AsSpan().ContainsAny("/\\?#")) throw CosmosError.BadRequest("The id contains one of the characters / \\ ? #.");
        return id;
    }

    public static PartitionKeyValue PartitionKeyOf(JsonObject document, CosmosContainer container)
    {
        JsonNode? node = document;
        foreach (var name in container.PartitionKeyPath)
        {
            if (node is not JsonObject parent || !parent.TryGetPropertyValue(name, out node)) return PartitionKeyValue.From(null);
        }

        return PartitionKeyValue.From(JsonSerializer.SerializeToElement(node));
    }

    public static void RequireSameKey(PartitionKeyValue expected, PartitionKeyValue actual)
    {
        if (expected != actual) throw CosmosError.BadRequest("PartitionKey extracted from document doesn't match the one specified in the header.", 1001);
    }

    /// <summary>The document's own time to live in seconds, -1 for never, null for the container's. https://learn.microsoft.com/azure/cosmos-db/nosql/time-to-live</summary>
    public static int? TtlOf(JsonObject document)
    {
        if (document["ttl"] is not { } node) return null;
        if (node is JsonValue value && value.TryGetValue<int>(out var ttl) && ttl is -1 or > 0) return ttl;
        throw CosmosError.BadRequest($"The input ttl '{node.ToJsonString()}' is invalid. Ensure to provide a nonzero positive integer, or -1.");
    }
}
