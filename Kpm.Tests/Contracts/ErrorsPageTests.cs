using System.Text.RegularExpressions;
using Kpm.Tests.Local;

namespace Kpm.Tests.Contracts;

/// <summary><c>docs/errors.md</c> lists exactly the codes that there are, and <c>docs/errors</c> has a page for each that a request is answered with.</summary>
public sealed partial class ErrorsPageTests
{
    private static readonly string Docs = Path.Combine(LocalPart.RepositoryRoot, "docs");
    private static readonly string[] Sections = File.ReadAllText(Path.Combine(Docs, "errors.md")).Split("\n## ");
    private static readonly string[] Files = Directory.GetFiles(Path.Combine(Docs, "errors"));

    [Fact]
    public void Given_TheList_When_ComparedWithTheCode_Then_EveryAnsweredCodeHasOneRowThatLeadsToItsPage() =>
        LinkedRow().Matches(Sections[0]).Select(Told).Should().BeEquivalentTo(ErrorCatalogue.Public.Select(Expected));

    [Fact]
    public void Given_TheList_When_ComparedWithTheCode_Then_InternalCodesStandApart() =>
        Row().Matches(Sections[1]).Select(Told).Should().BeEquivalentTo(ErrorCatalogue.All.Except(ErrorCatalogue.Public).Select(Expected));

    [Fact]
    public void Given_TheFolder_When_ComparedWithTheCode_Then_EveryAnsweredCodeHasAPageAndNothingElseHas() =>
        Files.Select(Path.GetFileName).Should().BeEquivalentTo(ErrorCatalogue.Public.Select(error => $"{error.Code}.md"));

    [Fact]
    public void Given_ThePages_When_Read_Then_EachSaysCodeTitleStatusCauseAndWhatToDo() =>
        Files.Select(file => (File: Path.GetFileNameWithoutExtension(file), Told: Told(Page().Match(File.ReadAllText(file))))).Should().BeEquivalentTo(
            ErrorCatalogue.Public.Select(error => (File: error.Code, Told: (Explanation?)Expected(error))));

    [Fact]
    public void Given_ThePages_When_TheyNameARequest_Then_TheContractKnowsIt()
    {
        var named = Files.SelectMany(file => Request().Matches(File.ReadAllText(file))).Select(request => request.Groups["request"].Value).Distinct().ToList();

        named.Should().NotBeEmpty().And.BeSubsetOf(ContractDocument.Current.Operations.Select(operation => operation.ToString().Replace("/api/v1", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Given_ThePages_When_TheyLeadToOthers_Then_ThoseExist() =>
        Files.SelectMany(file => Link().Matches(File.ReadAllText(file))).Select(link => link.Groups["page"].Value).Distinct()
            .Should().NotBeEmpty().And.BeSubsetOf(Files.Select(Path.GetFileName));

    private static Explanation Expected(CodeOnTheWire error) => new(error.Code, error.Status, error.Title);

    private static Explanation? Told(Match match) =>
        match.Success ? new Explanation(match.Groups["code"].Value, int.Parse(match.Groups["status"].Value), match.Groups["title"].Value) : null;

    [GeneratedRegex(@"^\| \[`(?<code>[a-z_]+)`\]\(errors/\k<code>\.md\) \| (?<status>\d{3}) \| (?<title>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex LinkedRow();

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}) \| (?<title>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"\A# (?<code>[a-z_]+)\n\n\*(?<title>.+)\*\n\nStatus: (?<status>\d{3})\n\n## Cause\n\n\S.{30,}\n\n## What to do\n\n\S.{10,}\n\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Page();

    [GeneratedRegex("`(?<request>(GET|POST|PUT|PATCH|DELETE) [^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Request();

    [GeneratedRegex(@"\]\((?<page>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    private sealed record Explanation(string Code, int Status, string Title);
}
