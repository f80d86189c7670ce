using System.Diagnostics;
using System.Globalization;
using Kpm.Tests.Faults;

namespace Kpm.Tests.Bench;

/// <summary>What the timer for due legacies costs when a thousand are due, beside ten times as many that are not.</summary>
internal static class DueSweep
{
    private const int Due = 1_000;
    private const int Few = 10_000;
    private const int Many = 100_000;
    private const int Rounds = 7;

    public static async Task RunAsync(BenchReport report)
    {
        await report.SectionAsync("Sweep of 1,000 due legacies among 100,000 stored beside 1,000 among 10,000");
        var world = new DueWorld();
        try
        {
            await world.InitializeAsync();
            using var legacies = await StoredLegacies.StartAsync(world);
            await world.System.BusOperator.HoldDeliveriesAsync(held: true);
            await legacies.AddAsync(Due, nextCheckAt: 1);
            await legacies.AddAsync(Few - Due, DueWorld.FarAway);
            var few = await MeasureAsync(world);
            await legacies.AddAsync(Many - Few, DueWorld.FarAway);
            var many = await MeasureAsync(world);
            await report.RatioAsync("sweep", BenchReport.Milliseconds(Statistics.Median(many)), BenchReport.Milliseconds(Statistics.Median(few)), Statistics.Median(many) / Statistics.Median(few), Target.AtMost(1.5));
            var waiting = (await world.System.BusOperator.QueuesAsync()).Single(queue => queue.Name == DueWorld.Queue).Active;
            await report.NoteAsync(string.Create(CultureInfo.InvariantCulture, $"{2 * (Rounds + 1)} sweeps left {waiting} messages: one for each that is due."));
        }
        finally
        {
            await world.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<double>> MeasureAsync(DueWorld world)
    {
        await world.System.FireAsync(DueWorld.Timer);
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await world.System.FireAsync(DueWorld.Timer);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }
}
