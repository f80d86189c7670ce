using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Kpm.Tests.Contracts;

/// <summary>A schema of the contract, with all that it refers to, made ready for evaluation.</summary>
internal sealed class AnswerSchema
{
    private const string InContract = "#/components/schemas/";
    private const string InSchema = "#/$defs/";
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };
    private readonly JsonSchema _schema;

    public AnswerSchema(ContractDocument document, JsonNode schema)
    {
        var whole = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["allOf"] = new JsonArray(schema.DeepClone()),
            ["$defs"] = document.Root["components"]!["schemas"]!.DeepClone(),
        };
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        _schema = JsonSchema.FromText(whole.ToJsonString().Replace(InContract, InSchema, StringComparison.Ordinal), options);
    }

    /// <summary>What is wrong with a value, one line each; empty when nothing is.</summary>
    public IReadOnlyList<string> FaultsOf(JsonElement value)
    {
        var results = _schema.Evaluate(value, Options);
        if (results.IsValid) return [];
        return
        [
            .. (results.Details ?? [])
                .Where(part => !part.IsValid)
                .SelectMany(part => (part.Errors ?? []).Select(error => $"'{part.InstanceLocation}' {error.Value}"))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
