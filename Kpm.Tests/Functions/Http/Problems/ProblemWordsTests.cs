using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Kpm.Core.Shared;
using Kpm.Functions.Http.Problems;
using Kpm.Tests.Contracts;

namespace Kpm.Tests.Functions.Http.Problems;

/// <summary>Problems have words in every language, and no words are left of what is gone.</summary>
public sealed partial class ProblemWordsTests
{
    /// <summary>The longest title: it is a heading.</summary>
    private const int LongestTitle = 48;

    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    /// <summary>The languages beside English, whose details are those of the records.</summary>
    public static TheoryData<Language> Translations => [.. Enum.GetValues<Language>().Except([Language.En])];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Given_ALanguage_When_ComparedWithTheCodes_Then_EachHasATitle(Language language) =>
        ProblemWords.In(language).Titles.Keys.Should().BeEquivalentTo(ErrorCatalogue.All.Select(error => error.Code));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Given_ALanguage_When_ItsTitlesAreRead_Then_EachIsAShortHeadingOfItsOwn(Language language) =>
        ProblemWords.In(language).Titles.Values.Should().OnlyHaveUniqueItems().And.OnlyContain(title => title.Length >= 5 && title.Length <= LongestTitle && !title.EndsWith('.'));

    [Theory]
    [MemberData(nameof(Translations))]
    public void Given_ATranslation_When_ComparedWithTheErrors_Then_EachHasADetail(Language language) =>
        ProblemWords.In(language).Details.Keys.Should().BeEquivalentTo(ErrorCatalogue.Types.Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Translations))]
    public void Given_ATranslation_When_ComparedWithTheFaultsOfFields_Then_EachHasADetail(Language language) =>
        ProblemWords.In(language).Faults.Keys.Should().BeEquivalentTo(ErrorCatalogue.Faults.Select(type => type.Name));

    [Fact]
    public void Given_TheRecords_When_TheirNamesAreListed_Then_EachIsUnique() =>
        ErrorCatalogue.Types.Concat(ErrorCatalogue.Faults).Select(type => type.Name).Should().OnlyHaveUniqueItems();

    [Theory]
    [MemberData(nameof(Translations))]
    public void Given_ATranslation_When_ComparedWithEnglish_Then_ItSaysTheSameValues(Language language)
    {
        var words = ProblemWords.In(language);
        foreach (var error in ErrorCatalogue.Types.Select(ErrorCatalogue.Create)) ShouldSayTheValuesOf(error, error.Detail, words.Details[error.GetType().Name]);
        foreach (var fault in ErrorCatalogue.Faults.Select(ErrorCatalogue.CreateFault)) ShouldSayTheValuesOf(fault, fault.Detail, words.Faults[fault.GetType().Name]);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Given_EveryProblem_When_Told_Then_ItsDetailsAreSentencesWithoutEmptyPlaces(Language language)
    {
        var words = ProblemWords.In(language);

        ErrorCatalogue.Types.Select(type => words.DetailOf(ErrorCatalogue.Create(type)))
            .Concat(ErrorCatalogue.Faults.Select(type => words.DetailOf(ErrorCatalogue.CreateFault(type))))
            .Should().OnlyContain(detail => detail.Length > 5 && detail.EndsWith('.') && !detail.Contains('{') && !detail.Contains("  "));
    }

    [Fact]
    public void Given_AFaultWithValues_When_ToldInEachLanguage_Then_TheyStandInTheirPlaces()
    {
        var fault = new OutOfRange(1, 100);

        Enum.GetValues<Language>().Select(language => ProblemWords.In(language).DetailOf(fault)).Should().Equal(
            "A whole number from 1 to 100 is expected.",
            "Se espera un número entero entre 1 y 100.",
            "S’espera un nombre enter entre 1 i 100.");
    }

    /// <summary>The places of the words are the properties whose values the English detail says.</summary>
    private static void ShouldSayTheValuesOf(object record, string english, string words)
    {
        var said = record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(property => Convert.ToString(property.GetValue(record), CultureInfo.InvariantCulture) is { Length: > 0 } value && english.Contains(value, StringComparison.Ordinal))
            .Select(property => property.Name);

        Place().Matches(words).Select(place => place.Groups["name"].Value).Should().BeEquivalentTo(said, record.GetType().Name);
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
