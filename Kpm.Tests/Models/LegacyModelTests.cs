using CsCheck;

namespace Kpm.Tests.Models;

/// <summary>Random histories of people, keeps, assets and legacies: step by step the running API does what a simple model says; all at once, with messages held, doubled and shuffled, no asset is lost.</summary>
public sealed class LegacyModelTests
{
    private const int Steps = 30;
    private const int StepsAtOnce = 40;

    [Fact]
    public async Task Given_ARandomHistory_When_ApiAndModelLiveThroughIt_Then_TheyAgreeAndNothingIsLostWhenAllHappensAtOnce() =>
        await Gen.Select(LegacyStep.Gen.Array[Steps], LegacyStep.Gen.Array[StepsAtOnce], Gen.UInt)
            .SampleAsync(async (history, storm, seed) => (await RunAsync(history, storm, new PCG(0, seed))).Should().BeGreaterThan((Steps + StepsAtOnce) / 2), iter: 1, threads: 1);

    /// <summary>One after another first, then all at once, on a system of its own.</summary>
    /// <returns>How many commands were done.</returns>
    internal static async Task<int> RunAsync(LegacyStep[] history, LegacyStep[] storm, PCG random)
    {
        var model = new LegacyModel();
        await using var world = await LegacyWorld.StartAsync(model);
        var done = await new LegacyRun(world, model).RunAsync(history);
        return done + await new LegacyStorm(world, model, random).RunAsync(storm);
    }
}
