using System.Text.RegularExpressions;
using Kpm.Tests.Local;

namespace Kpm.Tests.Docs;

/// <summary>The glossary explains words that the code uses, and no others.</summary>
public sealed partial class GlossaryTests
{
    private static readonly string[] Sections = File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "docs", "glossary.md")).Split("\n## ")[1..];

    private static readonly string Code = string.Join('\n',
        from project in new[] { "Kpm.Core", "Kpm.Functions" }
        from file in Directory.EnumerateFiles(Path.Combine(LocalPart.RepositoryRoot, project), "*.cs", SearchOption.AllDirectories)
        where !BuildFolder().IsMatch(file)
        select File.ReadAllText(file));

    public static TheoryData<string> Words => [.. Sections.SelectMany(WordsOf).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Words))]
    public void Given_AWord_When_LookedForInTheCode_Then_ItIsUsed(string word)
    {
        var parts = word.Split(' ');
        var asText = string.Join(@"[\s-]", parts);
        var asName = string.Concat(parts.Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

        (Regex.IsMatch(Code, $@"\b{asText}", RegexOptions.IgnoreCase) || Code.Contains(asName, StringComparison.Ordinal)).Should().BeTrue();
    }

    [Fact]
    public void Given_ASection_When_Read_Then_EachWordStandsOnceInTheOrderOfTheAlphabet()
    {
        foreach (var section in Sections)
            Row().Matches(section).Select(row => row.Groups["word"].Captures[0].Value).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Given_ARow_When_Read_Then_ItSaysWhereToSeeMore() =>
        Sections.SelectMany(section => section.Split('\n')).Where(line => line.StartsWith("| **", StringComparison.Ordinal)).Should().AllSatisfy(line => line.Should().MatchRegex(@"\| \[[^\]]+\]\([^)]+\) \|$"));

    private static IEnumerable<string> WordsOf(string section) => Row().Matches(section).SelectMany(row => row.Groups["word"].Captures).Select(word => word.Value);

    [GeneratedRegex(@"^\| (\*\*(?<word>[^*]+)\*\*(, )?)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex BuildFolder();
}
