using System.Text.RegularExpressions;
using Kpm.Tests.Local;

namespace Kpm.Tests.Docs;

/// <summary>What pages point to is there.</summary>
public sealed partial class PageTests
{
    private const int LongestReadme = 150;
    private static readonly string Docs = Path.Combine(LocalPart.RepositoryRoot, "docs");
    private static readonly string Readme = Path.Combine(LocalPart.RepositoryRoot, "README.md");

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories).Append(Readme).Select(page => Path.GetRelativePath(LocalPart.RepositoryRoot, page)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Given_APage_When_ItsLinksAreFollowed_Then_EachLeadsSomewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(LocalPart.RepositoryRoot, page))!;

        Link().Matches(Code().Replace(TextOf(page), "")).Select(link => link.Groups["target"].Value).Where(target => !target.Contains(':', StringComparison.Ordinal))
            .Where(target => !Exists(Path.Combine(folder, target))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Given_APage_When_ItNamesFilesOfTheRepository_Then_TheyExist(string page) =>
        Named().Matches(TextOf(page)).Select(named => named.Groups["path"].Value.TrimEnd('/')).Where(path => !Exists(Path.Combine(LocalPart.RepositoryRoot, path))).Should().BeEmpty();

    [Fact]
    public void Given_TheReadme_When_Counted_Then_ItIsReadInOneGo() => File.ReadLines(Readme).Should().HaveCountLessThan(LongestReadme);

    private static string TextOf(string page) => Fence().Replace(File.ReadAllText(Path.Combine(LocalPart.RepositoryRoot, page)), "");

    /// <summary>A file, a folder, a class by the name of its file, or any file of a pattern.</summary>
    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path) || File.Exists($"{path}.cs")
        || (Path.GetFileName(path) is { } name && name.Contains('*', StringComparison.Ordinal) && Directory.EnumerateFiles(Path.GetDirectoryName(path)!, name).Any());

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    /// <summary>A path from the top in code letters; what a build makes is not meant.</summary>
    [GeneratedRegex(@"`(?<path>(Kpm\.(Core|Functions|Local|Tests)|infra|docs|openapi|\.ci|\.github)/(?!bin/|obj/)[\w./*-]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
