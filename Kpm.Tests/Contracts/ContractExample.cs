using System.Text.Json.Nodes;

namespace Kpm.Tests.Contracts;

/// <summary>An example of a body.</summary>
/// <param name="MediaType">Of the body.</param>
/// <param name="Value">The body; of a form its fields.</param>
/// <param name="Schema">What it must satisfy.</param>
internal sealed record ContractExample(string MediaType, JsonNode Value, JsonNode Schema)
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>The examples of all media types; null for one that says what its example would be but has none.</summary>
    public static IEnumerable<(string MediaType, ContractExample? Example)> Of(ContractDocument document, JsonNode? content) =>
        from media in content?.AsObject() ?? []
        where media.Key is Json or Form
        let named = media.Value!["examples"]?.AsObject().First().Value
        select (media.Key, named is null ? null : new ContractExample(media.Key, document.Resolve(named)["value"]!, media.Value["schema"]!));
}
