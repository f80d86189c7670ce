using System.Text.RegularExpressions;
using Kpm.Tests.Local;

namespace Kpm.Tests.Contracts;

/// <summary><c>docs/errors.md</c> explains exactly the codes that there are.</summary>
public sealed partial class ErrorsPageTests
{
    private static readonly string[] Sections = File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, "docs", "errors.md")).Split("\n## ");

    [Fact]
    public void Given_ThePage_When_ComparedWithTheCode_Then_EveryAnsweredCodeHasOneRowWithItsStatus() =>
        Rows(Sections[0]).Should().BeEquivalentTo(ErrorCatalogue.All.Where(error => !ErrorCatalogue.InternalCodes.Contains(error.Code)));

    [Fact]
    public void Given_ThePage_When_ComparedWithTheCode_Then_InternalCodesStandApart() =>
        Rows(Sections[1]).Should().BeEquivalentTo(ErrorCatalogue.All.Where(error => ErrorCatalogue.InternalCodes.Contains(error.Code)));

    private static IEnumerable<CodeOnTheWire> Rows(string section) =>
        Row().Matches(section).Select(row => new CodeOnTheWire(row.Groups["code"].Value, int.Parse(row.Groups["status"].Value)));

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
