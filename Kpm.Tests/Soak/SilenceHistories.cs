using CsCheck;
using Kpm.Tests.Models;

namespace Kpm.Tests.Soak;

/// <summary>The property test of the quick suite, longer and more often.</summary>
internal static class SilenceHistories
{
    private const int Histories = 3_000;
    private const int Steps = 800;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        var early = 0;
        for (var history = 0; history < Histories; history++)
        {
            var steps = SilenceStep.Gen.Array[Steps].Generate(random, null, out _);
            early += await new SilenceRun(random).RunAsync(steps);
        }

        return $"{Histories} histories of a silence, {early} released on their own, none against a sign";
    }
}
