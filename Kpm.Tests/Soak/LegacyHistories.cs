using CsCheck;
using Kpm.Tests.Models;

namespace Kpm.Tests.Soak;

/// <summary>The model-based test of legacies of the quick suite, ten times as long.</summary>
internal static class LegacyHistories
{
    private const int Steps = 400;
    private const int StepsAtOnce = 600;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        var done = await LegacyModelTests.RunAsync(LegacyStep.Gen.Array[Steps].Generate(random, null, out _), LegacyStep.Gen.Array[StepsAtOnce].Generate(random, null, out _), random);
        return $"{done} commands on legacies ended consistent";
    }
}
