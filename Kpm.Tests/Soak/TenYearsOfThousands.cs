using CsCheck;
using Kpm.Tests.Models;

namespace Kpm.Tests.Soak;

/// <summary>The simulation of the quick suite with more people.</summary>
internal static class TenYearsOfThousands
{
    private const int People = 10_000;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        var figures = await TenYears.RunAsync(random, People);
        figures.Hold();
        return figures.ToString();
    }
}
