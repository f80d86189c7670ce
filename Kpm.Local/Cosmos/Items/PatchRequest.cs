using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Http;
using Kpm.Local.Cosmos.Metadata;

namespace Kpm.Local.Cosmos.Items;

/// <summary>Up to ten changes to one document, with an optional condition <c>FROM c WHERE …</c>. https://learn.microsoft.com/azure/cosmos-db/partial-document-update</summary>
internal sealed record PatchRequest(string? Condition, IReadOnlyList<JsonObject> Operations)
{
    private const int MaxOperations = 10;
    private static readonly string[] SystemProperties = ["id", "_rid", "_self", "_etag", "_ts", "_attachments"];

    /// <exception cref="CosmosError">400: malformed, too many operations, or a path that must not change.</exception>
    public static PatchRequest Parse(byte[]? body, CosmosContainer container)
    {
        JsonNode? spec;
        try
        {
            spec = JsonNode.Parse(body ?? []);
        }
        catch (JsonException)
        {
            throw CosmosError.BadRequest("The patch is not valid JSON.");
        }

        var operations = (spec as JsonArray ?? spec?["operations"] as JsonArray ?? []).Select(operation => operation as JsonObject ?? throw CosmosError.BadRequest("A patch operation must be a JSON object.")).ToList();
        if (operations.Count == 0) throw CosmosError.BadRequest("The patch has no operations.");
        if (operations.Count > MaxOperations) throw CosmosError.BadRequest($"The number of patch operations can't exceed '{MaxOperations}'.");
        foreach (var path in operations.SelectMany(operation => new[] { operation["path"], operation["from"] }).OfType<JsonNode>().Select(path => (string)path!)) RefuseFixed(path, container);
        return new PatchRequest((string?)(spec as JsonObject)?["condition"], operations);
    }

    public void Apply(JsonObject document)
    {
        foreach (var operation in Operations) Apply(document, operation);
    }

    private static void RefuseFixed(string path, CosmosContainer container)
    {
        var names = PatchTarget.Names(path);
        if (SystemProperties.Contains(names[0])) throw CosmosError.BadRequest($"The system property '{path}' cannot be patched.");
        if (container.PartitionKeyPath.Take(names.Count).SequenceEqual(names)) throw CosmosError.BadRequest($"The partition key '{path}' cannot be patched.");
    }

    private static void Apply(JsonObject document, JsonObject operation)
    {
        var path = (string?)operation["path"] ?? throw CosmosError.BadRequest("A patch operation has no path.");
        var target = PatchTarget.At(document, path);
        var value = operation["value"]?.DeepClone();
        switch (((string?)operation["op"])?.ToLowerInvariant())
        {
            case "add": target.Add(value); break;
            case "set": target.Set(value); break;
            case "replace": target.Replace(value); break;
            case "remove": target.Remove(); break;
            case "incr": target.Increment(value); break;
            case "move": Move(document, operation, path); break;
            case var other: throw CosmosError.BadRequest($"'{other}' is no patch operation.");
        }
    }

    private static void Move(JsonObject document, JsonObject operation, string path)
    {
        var from = (string?)operation["from"] ?? throw CosmosError.BadRequest("A move has no from path.");
        if ((path + "/").StartsWith(from + "/", StringComparison.Ordinal)) throw CosmosError.BadRequest("A move cannot target the moved property itself or one inside it.");
        var moved = PatchTarget.At(document, from).Remove();
        PatchTarget.At(document, path).Add(moved);
    }
}
