using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Kpm.Tests.Bench;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>
/// A hundred thousand legacies are due at one instant. Each is looked at, and nothing is given up; two thousand of them, of many people,
/// are really to be executed then, and each is, once.
/// </summary>
internal static class ManyDue
{
    private const int Due = 100_000;
    private const int Givers = 20;
    private const int Each = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    public static async Task<string> RunRoundAsync(PCG random)
    {
        var world = new DueWorld();
        var givers = new ConcurrentDictionary<ApiClient, IReadOnlyList<string>>();
        try
        {
            await world.InitializeAsync();
            using var legacies = await StoredLegacies.StartAsync(world);
            await Task.WhenAll(Enumerable.Range(0, Givers).Select(async _ => await PlanAsync(world, givers)));
            await world.System.BusOperator.AreDrainedAsync();
            foreach (var legacy in givers.Values.SelectMany(planned => planned)) await world.Stored.BringForwardReleaseAsync(legacy, 1);
            await legacies.AddAsync(Due - (Givers * Each), nextCheckAt: 1);

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
            var handled = await world.System.HandledAsync(DueWorld.Queue);
            await IsRightAsync(world, legacies, givers);
            return string.Create(CultureInfo.InvariantCulture, $"{Due} due at one instant: the first sweep took {swept.TotalSeconds:0} s, all were looked at after {seen.TotalSeconds:0} s by {handled} messages, {Givers * Each} of them executed once");
        }
        finally
        {
            foreach (var giver in givers.Keys) giver.Dispose();
            await world.DisposeAsync();
        }
    }

    private static async Task PlanAsync(DueWorld world, ConcurrentDictionary<ApiClient, IReadOnlyList<string>> givers)
    {
        var giver = await world.JoinAsync("giver");
        await ApiWorld.BefriendAsync(giver, world.Heir);
        var planned = new List<string>();
        givers[giver] = planned;
        for (var i = 0; i < Each; i++) planned.Add(await world.PlanAsync(giver, await giver.AddAssetAsync("Theirs", FileToUpload.Binary(10))));
    }

    private static async Task IsRightAsync(DueWorld world, StoredLegacies legacies, ConcurrentDictionary<ApiClient, IReadOnlyList<string>> givers)
    {
        if ((await world.Stored.FailuresAsync()).Count > 0) throw new InvalidOperationException("Work was given up.");
        var (right, expected) = (await legacies.CountAsync($"c.nextCheckAt = {DueWorld.FarAway + 1}"), Due - (Givers * Each) + 1);
        if (right != expected) throw new InvalidOperationException($"{right} of {expected} have the right time to look.");
        foreach (var (giver, planned) in givers)
        {
            foreach (var legacy in planned) await world.IsDeliveredAsync(legacy);
            var executed = (await giver.AllItemsAsync("/me/history")).Where(step => step.GetProperty("kind").GetString() == "legacy_executed").Select(step => step.GetProperty("legacy").GetString()).ToList();
            executed.Should().BeEquivalentTo(planned.Select(legacy => $"/legacy/{legacy}"), "each is executed once");
        }
    }
}
