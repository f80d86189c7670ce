using System.Text.RegularExpressions;

namespace Kpm.Tests.Docs;

/// <summary>Whoever follows a guide arrives where it says.</summary>
public sealed partial class GuideTests
{
    public static TheoryData<string> Names => [.. Guide.All.Select(guide => guide.Name)];

    [Fact]
    public void Given_TheGuides_When_Listed_Then_TheTableNamesEach() => Guide.All.Select(guide => guide.Name).Should().BeEquivalentTo(Guide.Files);

    [Theory]
    [MemberData(nameof(Names))]
    public void Given_AGuide_When_ItsBlocksAreRead_Then_EachSaysWhatItIs(string name) =>
        Named(name).Blocks.Select(block => block.Kind).Should().OnlyContain(kind => new[] { "sh", "sh build", "sh write", "sh test" }.Contains(kind));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Given_AFreshCopy_When_OneGuideIsFollowed_Then_EveryChangeApplies(string name)
    {
        using var copy = await GuideCopy.MakeAsync(isBuilt: false);

        foreach (var change in Named(name).Commands("sh")) await copy.RunAsync(change);
    }

    /// <summary>One build and one run of tests for all of them, because those take the time.</summary>
    [Fact]
    public async Task Given_ACopy_When_AllGuidesAreFollowed_Then_ItBuildsAndEveryTestThatTheyNamePasses()
    {
        using var copy = await GuideCopy.MakeAsync(isBuilt: true);

        foreach (var change in All("sh")) await copy.RunAsync(change);
        foreach (var step in All("sh build").Concat(All("sh write"))) await copy.RunAsync(step);

        var runs = All("sh test").ToArray();
        await copy.RunAsync(Runner().Match(runs[0]).Value + string.Concat(runs.SelectMany(run => Class().Matches(run)).Select(named => named.Value).Distinct(StringComparer.Ordinal)));
    }

    private static Guide Named(string name) => Guide.All.Single(guide => guide.Name == name);

    private static IEnumerable<string> All(string kind) => Guide.All.SelectMany(guide => guide.Commands(kind)).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"^dotnet \S+Kpm\.Tests\.dll")]
    private static partial Regex Runner();

    [GeneratedRegex(@" -class [\w.]+")]
    private static partial Regex Class();
}
