using System.Text.Json.Nodes;

namespace Kpm.Tests.Contracts;

/// <summary>The contract says of each schema and each property what it means; the linter sees to operations and parameters.</summary>
public sealed class DescriptionTests
{
    private const string Description = "description";
    private static readonly ContractDocument Contract = ContractDocument.Current;
    private static readonly JsonObject Schemas = Contract.Root["components"]!["schemas"]!.AsObject();

    [Fact]
    public void Given_ASchema_When_Read_Then_ItSaysWhatItIs() =>
        Schemas.Where(schema => !IsDescribed(schema.Value!.AsObject())).Select(schema => schema.Key).Should().BeEmpty();

    [Fact]
    public void Given_AProperty_When_Read_Then_ItSaysWhatItMeans() =>
        Schemas.SelectMany(schema => PropertiesBelow(schema.Value!).Where(property => !IsDescribed(property.Value!.AsObject())).Select(property => $"{schema.Key}.{property.Key}"))
            .Should().BeEmpty();

    /// <summary>By itself, or by what it refers to.</summary>
    private static bool IsDescribed(JsonObject schema) => schema.ContainsKey(Description) || Contract.Resolve(schema).ContainsKey(Description);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> PropertiesBelow(JsonNode? node) => node switch
    {
        JsonObject found => (found["properties"] as JsonObject ?? []).Concat(found.SelectMany(member => PropertiesBelow(member.Value))),
        JsonArray found => found.SelectMany(PropertiesBelow),
        _ => [],
    };
}
