using System.Collections.Concurrent;

namespace Kpm.Tests.Bench;

public sealed class LoadLoopTests
{
    [Fact]
    public async Task Given_NoTime_When_TheLoopRuns_Then_EachClientSendsOnce()
    {
        var clients = new ConcurrentBag<int>();
        var figures = await LoadLoop.RunAsync(client => { clients.Add(client); return Task.CompletedTask; }, TimeSpan.Zero);
        clients.Should().BeEquivalentTo(Enumerable.Range(0, LoadLoop.Clients));
        figures.P99.Should().BeGreaterThanOrEqualTo(figures.P50);
    }

    [Fact]
    public async Task Given_AWrongAnswer_When_TheLoopRuns_Then_ItIsNotMeasured() =>
        await FluentActions.Awaiting(() => LoadLoop.RunAsync(_ => throw new InvalidOperationException("wrong"), TimeSpan.Zero)).Should().ThrowAsync<InvalidOperationException>();
}
