using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpm.Tests.Contracts;
using Kpm.Tests.Local;

namespace Kpm.Tests.Browser.Trust;

/// <summary>What the web client says for a word of the contract: a word without a text would be shown as it is on the wire.</summary>
public sealed partial class WordsOfTheContractTests
{
    private static readonly string Folder = Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions", "Web", "App", "words", "trust");

    [Theory]
    [InlineData("RehearsalResponse.problem", "trial.failed")]
    [InlineData("RehearsalResult.outcome", "trial.outcome")]
    [InlineData("RehearsalResult.leaves.problem", "trial.problem")]
    [InlineData("RehearsalResult.receivers.problem", "trial.problem")]
    [InlineData("RehearsalResult.keepers.problem", "trial.keeper")]
    [InlineData("RehearsalResult.assets.problem", "trial.problem")]
    [InlineData("RehearsalResult.mails.kind", "mail")]
    [InlineData("Revocation.assets.result", "revoke.result")]
    [InlineData("HistoryReport.fault.code", "fault")]
    public void Given_AWordOfTheContract_When_ThePagesOfTrustShowIt_Then_EveryLanguageHasATextForIt(string place, string prefix)
    {
        var keys = WordsAt(place).Select(word => $"{prefix}.{word}").ToList();

        keys.Should().NotBeEmpty();
        foreach (var language in new[] { "ca", "en", "es" }) keys.Should().BeSubsetOf(KeysOf(language), $"{language} says each of them");
    }

    private static IEnumerable<string> WordsAt(string place)
    {
        JsonNode node = new JsonObject { ["properties"] = ContractDocument.Current.Root["components"]!["schemas"]!.DeepClone() };
        foreach (var name in place.Split('.')) node = Itself(Itself(node)["properties"]![name]!);
        return node["enum"]!.AsArray().Select(word => (string)word!);
    }

    /// <summary>What an array consists of; of what may be null, what it is otherwise.</summary>
    private static JsonNode Itself(JsonNode node) => node["items"] ?? node["oneOf"]?[0] ?? node;

    private static IEnumerable<string> KeysOf(string language) =>
        Key().Matches(File.ReadAllText(Path.Combine(Folder, $"{language}.js"))).Select(line => line.Groups["key"].Value);

    [GeneratedRegex("^  '(?<key>[^']+)': '.+',$", RegexOptions.Multiline)]
    private static partial Regex Key();
}
