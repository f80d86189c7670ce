using CsCheck;

namespace Kpm.Tests.Models;

/// <summary>No sequence of late mails, clock jumps, repeated timers, downtime and signs of life at the same moment releases what a sign of life keeps.</summary>
public sealed class SilenceModelTests
{
    private const int Steps = 800;
    private const int Histories = 300;

    [Fact]
    public async Task Given_ARandomHistory_When_TheSystemLivesThroughIt_Then_NothingIsReleasedAgainstASignAndNobodyIsForgotten()
    {
        var early = 0;
        await Gen.Select(SilenceStep.Gen.Array[Steps], Gen.UInt).SampleAsync(async (history, seed) => Interlocked.Add(ref early, await new SilenceRun(new PCG(0, seed)).RunAsync(history)), iter: Histories, threads: 1);
        early.Should().BePositive("some histories come to a release by silence on their own");
    }
}
