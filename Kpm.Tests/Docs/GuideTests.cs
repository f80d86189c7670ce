namespace Kpm.Tests.Docs;

/// <summary>Every change that a guide makes fits the repository as it is. That what comes of it builds and passes its tests is shown by <see cref="Soak.FollowedGuides"/>.</summary>
public sealed class GuideTests
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

    private static Guide Named(string name) => Guide.All.Single(guide => guide.Name == name);
}
