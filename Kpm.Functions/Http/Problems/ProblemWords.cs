using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kpm.Core.Shared;

namespace Kpm.Functions.Http.Problems;

/// <summary>
/// The words of problems in one language: titles by code, details and faults of fields by the name of their record. A name in braces is the
/// place of a property of that record. English details are those of the records, so its file has titles only.
/// </summary>
internal sealed partial class ProblemWords
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly Dictionary<Language, Lazy<ProblemWords>> Read =
        Enum.GetValues<Language>().ToDictionary(language => language, language => new Lazy<ProblemWords>(() => new ProblemWords(language)));

    private ProblemWords(Language language)
    {
        Tag = language.ToString().ToLowerInvariant();
        using var file = typeof(ProblemWords).Assembly.GetManifestResourceStream($"problems.{Tag}.json")
            ?? throw new InvalidOperationException($"There are no words of problems in {language}.");
        var words = JsonSerializer.Deserialize<WordsFile>(file, Form)!;
        (Titles, Details, Faults) = (words.Titles, words.Details, words.Faults);
    }

    /// <summary>The language, as in <c>Content-Language</c> (RFC 5646).</summary>
    public string Tag { get; }

    /// <summary>By code.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; }

    /// <summary>By the name of the record of the error.</summary>
    public IReadOnlyDictionary<string, string> Details { get; }

    /// <summary>By the name of the record of the fault.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; }

    public static ProblemWords In(Language language) => Read[language].Value;

    /// <summary>The kind of problem.</summary>
    public string TitleOf(Error error) => Titles[error.Code];

    /// <summary>What happened.</summary>
    public string DetailOf(Error error) => Details.TryGetValue(error.GetType().Name, out var words) ? Filled(words, error) : error.Detail;

    /// <summary>What is wrong with a field.</summary>
    public string DetailOf(Fault fault) => Faults.TryGetValue(fault.GetType().Name, out var words) ? Filled(words, fault) : fault.Detail;

    private static string Filled(string words, object record) =>
        Place().Replace(words, place => Convert.ToString(record.GetType().GetProperty(place.Groups["name"].Value)!.GetValue(record), CultureInfo.InvariantCulture)!);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    private sealed record WordsFile
    {
        public required Dictionary<string, string> Titles { get; init; }

        public Dictionary<string, string> Details { get; init; } = [];

        public Dictionary<string, string> Faults { get; init; } = [];
    }
}
