using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpm.Local.Cosmos.Metadata;
using Kpm.Local.Cosmos.Partitioning;

namespace Kpm.Local.Cosmos.Http;

/// <summary>Account, databases, containers and partition key ranges. https://learn.microsoft.com/rest/api/cosmos-db/</summary>
internal sealed class MetadataRoutes(MetadataStore metadata, string endpoint)
{
    /// <exception cref="CosmosError">404, 405, 409 or 400.</exception>
    public CosmosResponse Answer(CosmosRequest request)
    {
        var path = request.Segments;
        return (request.Method, path.Count) switch
        {
            ("GET", 0) => CosmosResponse.Json(200, AccountDocument.ToJson(endpoint)),
            ("POST", 1) when !request.IsQuery => Stored(201, metadata.CreateDatabase(Definition(request))),
            ("GET", 1) => CosmosResponse.Json(200, metadata.ListDatabases()),
            ("GET", 2) => Stored(200, metadata.FindDatabase(path[1]) ?? throw CosmosError.ItemNotFound()),
            ("DELETE", 2) => Done(() => metadata.DropDatabase(path[1])),
            ("POST", 3) when !request.IsQuery => Stored(201, metadata.CreateContainer(path[1], Definition(request)).Body),
            ("GET", 3) => CosmosResponse.Json(200, metadata.ListContainers(path[1])),
            ("GET", 4) => Stored(200, metadata.Container(path[1], path[3]).Body),
            ("PUT", 4) => Stored(200, metadata.ReplaceContainer(metadata.Container(path[1], path[3]), Definition(request)).Body),
            ("DELETE", 4) => Done(() => metadata.DropContainer(metadata.Container(path[1], path[3]))),
            ("GET", 5) when path[4] == "pkranges" => Ranges(request, metadata.Container(path[1], path[3])),
            _ => throw CosmosError.MethodNotAllowed(),
        };
    }

    private static CosmosResponse Ranges(CosmosRequest request, CosmosContainer container) =>
        request.Header("If-None-Match") == PartitionRanges.ETag
            ? new CosmosResponse(304) { ETag = PartitionRanges.ETag }
            : CosmosResponse.Json(200, PartitionRanges.ToJson(container.Rid)) with { ETag = PartitionRanges.ETag, ItemCount = PartitionRanges.Count };

    private static CosmosResponse Stored(int status, string body) => CosmosResponse.Json(status, body) with { ETag = (string?)JsonNode.Parse(body)!["_etag"] };

    private static CosmosResponse Done(Action action)
    {
        action();
        return new CosmosResponse(204);
    }

    private static JsonObject Definition(CosmosRequest request)
    {
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(request.Body)) as JsonObject ?? throw CosmosError.BadRequest("A definition must be a JSON object.");
        }
        catch (JsonException)
        {
            throw CosmosError.BadRequest("The definition is not valid JSON.");
        }
    }
}
