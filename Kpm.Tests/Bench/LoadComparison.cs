using static Kpm.Tests.Bench.BenchReport;

namespace Kpm.Tests.Bench;

/// <summary>A request that loads something, with the name that the report gives it.</summary>
internal sealed record Contender(string Name, Func<int, Task> Request);

/// <summary>Loads one contender after the other, round by round, so that all meet the same moods of the machine.</summary>
internal static class LoadComparison
{
    private const int Rounds = 4;

    // The compiler of the runtime is busy for thousands of requests of an app of this size, and takes half of the processor meanwhile.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2.5);

    /// <summary>Figures of each contender, in their order; one of each round.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<LoadFigures>>> RunAsync(params Contender[] contenders)
    {
        foreach (var contender in contenders) await LoadLoop.RunAsync(contender.Request, Warm);
        var figures = contenders.Select(_ => new List<LoadFigures>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            // Every other round goes backwards: none is always the one that runs after another.
            var order = Enumerable.Range(0, contenders.Length);
            foreach (var i in round % 2 == 0 ? order : order.Reverse()) figures[i].Add(await LoadLoop.RunAsync(contenders[i].Request, Measured));
        }

        return figures;
    }

    /// <summary>Three rows: rate, median and 99th percentile of one contender beside another.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="name">Of the pair.</param>
    /// <param name="measured">One figure of each round.</param>
    /// <param name="baseline">As many.</param>
    /// <param name="target">Of the ratio of the medians of latency.</param>
    public static async Task ReportAsync(BenchReport report, string name, IReadOnlyList<LoadFigures> measured, IReadOnlyList<LoadFigures> baseline, Target? target = null)
    {
        await RowAsync("requests", figures => figures.PerSecond, PerSecond, null);
        await RowAsync("p50", figures => figures.P50, Milliseconds, target);
        await RowAsync("p99", figures => figures.P99, Milliseconds, null);

        Task RowAsync(string figure, Func<LoadFigures, double> of, Func<double, string> text, Target? goal) => report.RatioAsync(
            $"{name}: {figure}",
            text(Statistics.Median(measured.Select(of))),
            text(Statistics.Median(baseline.Select(of))),
            Statistics.MedianRatio(measured.Select(of), baseline.Select(of)),
            goal);
    }
}
