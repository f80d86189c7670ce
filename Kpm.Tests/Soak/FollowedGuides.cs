using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Kpm.Tests.Docs;

namespace Kpm.Tests.Soak;

/// <summary>Whoever follows the guides arrives where they say: all of them on one copy of the repository, with one build and one run of the tests that they name.</summary>
internal static partial class FollowedGuides
{
    public static async Task<string> RunRoundAsync(PCG random)
    {
        using var copy = await GuideCopy.MakeAsync(isBuilt: true);
        foreach (var change in All("sh")) await copy.RunAsync(change);
        foreach (var step in All("sh build").Concat(All("sh write"))) await copy.RunAsync(step);

        var runs = All("sh test").ToArray();
        var classes = runs.SelectMany(run => Class().Matches(run)).Select(named => named.Value).Distinct(StringComparer.Ordinal).ToList();
        await copy.RunAsync(Runner().Match(runs[0]).Value + string.Concat(classes));
        return string.Create(CultureInfo.InvariantCulture, $"{Guide.All.Count} guides were followed, and the {classes.Count} classes of tests that they name passed");
    }

    private static IEnumerable<string> All(string kind) => Guide.All.SelectMany(guide => guide.Commands(kind)).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"^dotnet \S+Kpm\.Tests\.dll")]
    private static partial Regex Runner();

    [GeneratedRegex(@" -class [\w.]+")]
    private static partial Regex Class();
}
