using CsCheck;
using Kpm.Tests.Models;

namespace Kpm.Tests.Soak;

/// <summary>The simulation of the quick suite with ten times as many people.</summary>
internal static class TenYearsOfThousands
{
    private const int People = 10_000;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        var figures = await TenYears.RunAsync(random, People);
        figures.Should().BeEquivalentTo(new { FalseReleases = 0, Forgotten = 0, MailsBeyondTerms = 0 }, figures.ToString());
        return figures.ToString();
    }
}
