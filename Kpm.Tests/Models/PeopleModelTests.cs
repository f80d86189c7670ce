using CsCheck;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Models;

/// <summary>Random histories of users, sessions and keeps: the running API and a simple model agree, step by step.</summary>
[Collection(ApiTests.Name)]
public sealed class PeopleModelTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_ARandomHistory_When_ApiAndModelLiveThroughIt_Then_TheyAgreeAtEveryStep()
    {
        var world = await lazy.GetAsync();
        var done = 0;
        await PeopleStep.Gen.Array[200].SampleAsync(async history => done += await PeopleRun.RunAsync(world.App, world.Admin, history), iter: 1, threads: 1);
        done.Should().BeGreaterThan(80);
    }
}
