using System.Text.Json;
using Kpm.Core.Shared;

namespace Kpm.Functions.Web.Pages;

/// <summary>The words of the pages in one language, by page and part, such as <c>activation.ask.title</c>.</summary>
internal sealed class PageWords
{
    private static readonly Dictionary<Language, PageWords> All = Enum.GetValues<Language>().ToDictionary(language => language, language => new PageWords(language));
    private readonly Dictionary<string, string> _words;

    private PageWords(Language language)
    {
        Language = language;
        using var stream = typeof(PageWords).Assembly.GetManifestResourceStream($"pages.{PageLanguage.TagOf(language)}.json")
            ?? throw new InvalidOperationException($"There are no words of pages in {language}.");
        _words = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    public Language Language { get; }

    public IEnumerable<string> Names => _words.Keys;

    public static PageWords In(Language language) => All[language];

    /// <summary>The words of this name.</summary>
    /// <param name="name">The page and its part.</param>
    /// <param name="values">What stands in the places in braces.</param>
    public string Say(string name, params (string Place, string Value)[] values) =>
        values.Aggregate(_words[name], (words, value) => words.Replace($"{{{value.Place}}}", value.Value, StringComparison.Ordinal));

    /// <summary>As <see cref="Say"/>, one text for each line.</summary>
    public IReadOnlyList<string> SayLines(string name, params (string Place, string Value)[] values) => Say(name, values).Split('\n');
}
