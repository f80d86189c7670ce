using Kpm.Tests.Ceilings;

namespace Kpm.Tests.Bench;

/// <summary>Measures, each figure beside a baseline of the same run: absolute times mean little on a shared machine, ratios do.</summary>
internal static class Bench
{
    // Memory comes first: what another measurement once held would hide growth.
    private static readonly (string Name, Func<BenchReport, Task> RunAsync)[] Alone = [("sealing-memory", SealingMemory.RunAsync), ("sealing", SealingSpeed.RunAsync), ("sweep", DueSweep.RunAsync), ("mails", Mails.RunAsync)];

    // The start-ups come last: they end the hosts that the others measure.
    private static readonly (string Name, Func<BenchReport, BenchSystem, Task> RunAsync)[] WithSystem =
    [
        ("files", FileMemory.RunAsync),
        ("transfer", FileTransfer.RunAsync),
        ("function", FunctionOverhead.RunAsync),
        ("log-ins", LogIns.RunAsync),
        ("reads", StoredReads.RunAsync),
        ("writes", StoredWrites.RunAsync),
        ("start", StartUp.RunAsync),
    ];

    private const string Calls = "calls";
    private const string Cost = "costs";

    /// <param name="names">What to measure; everything when empty.</param>
    /// <returns>0 when it was measured, even if a target was missed; 2 for a name that does not exist.</returns>
    public static async Task<int> RunAsync(string[] names)
    {
        string[] known = [.. Alone.Select(one => one.Name), .. WithSystem.Select(one => one.Name), Calls, Cost];
        if (names.Except(known).Any())
        {
            await Console.Error.WriteLineAsync($"usage: bench [{string.Join(" | ", known)}]");
            return 2;
        }

        var report = new BenchReport(Console.Out);
        await HeadAsync();
        foreach (var one in Alone.Where(one => IsAsked(one.Name))) await one.RunAsync(report);
        if (WithSystem.Any(one => IsAsked(one.Name))) await WithSystemAsync();
        if (IsAsked(Calls)) await CallsAsync();
        if (IsAsked(Cost)) await Costs.RunAsync();
        return 0;

        async Task WithSystemAsync()
        {
            await using var system = await BenchSystem.StartAsync();
            foreach (var one in WithSystem.Where(one => IsAsked(one.Name))) await one.RunAsync(report, system);
        }

        bool IsAsked(string name) => names.Length == 0 || names.Contains(name);
    }

    private static async Task CallsAsync()
    {
        await Console.Out.WriteLineAsync("\nCalls of a warm request to Cosmos DB, Service Bus, Key Vault and Blob Storage");
        await CeilingRun.PrintAsync(Console.Out);
    }

    private static async Task HeadAsync()
    {
        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ');
        Console.WriteLine($"{Environment.ProcessorCount} cores, load average {load[0]} {load[1]} {load[2]} before the run; .NET {Environment.Version}, {Local.LocalPart.Configuration}");
    }
}
