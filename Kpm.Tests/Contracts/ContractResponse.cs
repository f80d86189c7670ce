using System.Text.Json.Nodes;

namespace Kpm.Tests.Contracts;

/// <summary>One answer of an operation.</summary>
internal sealed class ContractResponse
{
    public const string Problem = "application/problem+json";

    public ContractResponse(ContractDocument document, int status, JsonObject node)
    {
        Status = status;
        Headers = (node["headers"]?.AsObject() ?? []).ToDictionary(header => header.Key, header => document.Resolve(header.Value!), StringComparer.OrdinalIgnoreCase);
        Examples = [.. ContractExample.Of(document, node["content"])];
        Content = (node["content"]?.AsObject() ?? []).ToDictionary(content => content.Key, content => content.Value!["schema"]!, StringComparer.OrdinalIgnoreCase);
    }

    public int Status { get; }

    /// <summary>Each header by its name.</summary>
    public IReadOnlyDictionary<string, JsonObject> Headers { get; }

    /// <summary>The schema of each media type; empty for an answer without a body.</summary>
    public IReadOnlyDictionary<string, JsonNode> Content { get; }

    /// <summary>What may be answered as JSON.</summary>
    public IReadOnlyList<(string MediaType, ContractExample? Example)> Examples { get; }

    public bool IsRefusal => Status >= 400;

    /// <summary>The codes that a problem of this answer may have.</summary>
    public IReadOnlyList<string> Codes =>
        [.. Content.GetValueOrDefault(Problem)?["allOf"]?[1]?["properties"]?["code"]?["enum"]?.AsArray().Select(code => (string)code!) ?? []];

    /// <summary>The declared media type that this one falls under, or null.</summary>
    public string? MediaTypeFor(string contentType)
    {
        var actual = contentType.Split(';')[0].Trim();
        return Content.Keys.FirstOrDefault(declared => declared.Equals(actual, StringComparison.OrdinalIgnoreCase) || declared == "*/*");
    }
}
