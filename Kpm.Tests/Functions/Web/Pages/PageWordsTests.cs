using System.Text.RegularExpressions;
using Kpm.Core.Shared;
using Kpm.Functions.Web.Pages;
using Kpm.Tests.Local;

namespace Kpm.Tests.Functions.Web.Pages;

/// <summary>The words of the pages are there in every language, and used.</summary>
public sealed partial class PageWordsTests
{
    private static readonly PageWords English = PageWords.In(Language.En);

    [Theory]
    [InlineData(Language.Es)]
    [InlineData(Language.Ca)]
    public void Given_ALanguage_When_ComparedWithEnglish_Then_ItHasTheSameWordsWithTheSamePlaces(Language language)
    {
        var words = PageWords.In(language);

        words.Names.Should().BeEquivalentTo(English.Names);
        foreach (var name in English.Names)
        {
            PlacesOf(words.Say(name)).Should().BeEquivalentTo(PlacesOf(English.Say(name)), name);
            words.SayLines(name).Should().HaveSameCount(English.SayLines(name), name).And.NotContain("", name);
        }
    }

    [Fact]
    public void Given_AName_When_LookedForInTheCode_Then_SomethingSaysIt()
    {
        var code = string.Concat(Directory.EnumerateFiles(Path.Combine(LocalPart.RepositoryRoot, "Kpm.Functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));

        // A page that is named as a whole takes its title, text and button by that name.
        English.Names.Where(name => !code.Contains($"\"{name}\"", StringComparison.Ordinal) && !code.Contains($"\"{name[..name.LastIndexOf('.')]}\"", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static IEnumerable<string> PlacesOf(string words) => Place().Matches(words).Select(place => place.Value);

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
