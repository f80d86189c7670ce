using System.Text.Json.Nodes;
using Kpm.Tests.Local;
using Microsoft.OpenApi;
using Microsoft.OpenApi.YamlReader;
using SharpYaml.Serialization;

namespace Kpm.Tests.Contracts;

/// <summary>The contract of the HTTP API, <c>openapi/kpm.v1.yaml</c>, as JSON.</summary>
internal sealed class ContractDocument
{
    private const string Reference = "$ref";
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];
    private static readonly Lazy<ContractDocument> Loaded = new(Load);

    private ContractDocument(JsonObject root)
    {
        Root = root;
        BasePath = (string)root["servers"]![0]!["url"]!;
        Operations =
        [
            .. from path in root["paths"]!.AsObject()
               from member in path.Value!.AsObject()
               where Methods.Contains(member.Key)
               select new ContractOperation(this, member.Key.ToUpperInvariant(), BasePath + path.Key, member.Value!.AsObject()),
        ];
    }

    /// <summary>The file in the repository.</summary>
    public static string DocumentPath { get; } = Path.Combine(LocalPart.RepositoryRoot, "openapi", "kpm.v1.yaml");

    /// <summary>The document of the repository, read once.</summary>
    public static ContractDocument Current => Loaded.Value;

    public JsonObject Root { get; }

    /// <summary>The path that every route starts with, from <c>servers</c>.</summary>
    public string BasePath { get; }

    public IReadOnlyList<ContractOperation> Operations { get; }

    public static ContractDocument Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));

        // The reader puts a mark in the place of null.
        var json = stream.Documents[0].ToJsonNode().ToJsonString().Replace(JsonNullSentinel.JsonNull.ToJsonString(), "null", StringComparison.Ordinal);
        return new ContractDocument(JsonNode.Parse(json)!.AsObject());
    }

    private static ContractDocument Load() => Parse(File.ReadAllText(DocumentPath));

    /// <summary>The node itself, or what its <c>$ref</c> names inside this document.</summary>
    public JsonObject Resolve(JsonNode node)
    {
        var found = node.AsObject();
        while (found[Reference] is { } reference) found = Find((string)reference!);
        return found;
    }

    private JsonObject Find(string reference)
    {
        JsonNode? node = reference.StartsWith("#/", StringComparison.Ordinal) ? Root : null;
        foreach (var segment in reference[2..].Split('/')) node = node?[segment];
        return node as JsonObject ?? throw new InvalidOperationException($"The contract has no '{reference}'.");
    }
}
