using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Kpm.Tests.Bench;
using Kpm.Tests.Faults;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>A hundred thousand legacies are due at one instant: each is looked at, once, and nothing is given up.</summary>
internal static class ManyDue
{
    private const int Due = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    public static async Task<string> RunRoundAsync(PCG random)
    {
        var world = new DueWorld();
        try
        {
            await world.InitializeAsync();
            using var legacies = await StoredLegacies.StartAsync(world);
            await legacies.AddAsync(Due, nextCheckAt: 1);
            var started = Stopwatch.GetTimestamp();
            await world.System.FireAsync(DueWorld.Timer);
            var swept = Stopwatch.GetElapsedTime(started);
            await Eventually.IsTrueAsync(async () =>
            {
                await Task.Delay(Tick);
                if (await legacies.CountAsync("c.nextCheckAt <= 1") == 0) return true;
                await world.System.FireAsync(DueWorld.Timer);
                return false;
            }, "all are looked at", Patience);
            var seen = Stopwatch.GetElapsedTime(started);
            await world.System.BusOperator.AreDrainedAsync();
            var (handled, right) = (await world.System.HandledAsync(DueWorld.Queue), await legacies.CountAsync($"c.nextCheckAt = {DueWorld.FarAway + 1}"));
            if (right != Due + 1) throw new InvalidOperationException($"{right} of {Due + 1} have the right time to look.");
            if ((await world.Stored.FailuresAsync()).Count > 0) throw new InvalidOperationException("Work was given up.");
            return string.Create(CultureInfo.InvariantCulture, $"{Due} due at one instant: the first sweep took {swept.TotalSeconds:0} s, all were looked at after {seen.TotalSeconds:0} s by {handled} messages");
        }
        finally
        {
            await world.DisposeAsync();
        }
    }
}
