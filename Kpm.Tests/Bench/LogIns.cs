using System.Diagnostics;
using System.Text;
using Kpm.Tests.Running;
using NSec.Cryptography;
using static Kpm.Tests.Bench.BenchReport;

namespace Kpm.Tests.Bench;

/// <summary>Log-ins beside the raw password hash at the same cost, as many at once: what is left is the price of everything else.</summary>
internal static class LogIns
{
    private const int AtOnce = 4;
    private const int Storm = 200;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(BenchReport report, BenchSystem system)
    {
        await report.SectionAsync($"Log-ins beside raw Argon2id (19 MiB, 2 passes), {AtOnce} at a time, on the same cores");
        using var admin = system.Kpm.NewClient();
        var person = Person.New("logs-in");
        await admin.RegisterAsync(person);
        await admin.ActivateAsync(await system.Kpm.Mailbox.ActivationLinkAsync(person.Email));
        await PerSecondAsync(LogInAsync, Warm);
        var logIns = await PerSecondAsync(LogInAsync, Measured);
        await PerSecondAsync(HashAsync, Warm);
        var hashes = await PerSecondAsync(HashAsync, Measured);
        await report.RatioAsync("POST /login / Argon2id: per second", PerSecond(logIns), PerSecond(hashes), logIns / hashes, null);

        var worker = await system.Kpm.WorkerIdAsync();
        var calm = await PeakAsync(worker, () => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => LogInAsync())));
        var storm = await PeakAsync(worker, () => Task.WhenAll(Enumerable.Range(0, Storm).Select(_ => LogInAsync())));
        await report.GrowthAsync($"Peak resident size of the worker: {Storm} log-ins at once, beside {AtOnce}", storm, calm, Target.AtMost(64));

        async Task LogInAsync()
        {
            using var client = system.Kpm.NewClient();
            (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
        }
    }

    private static async Task<double> PeakAsync(int worker, Func<Task> work)
    {
        ProcessMemory.ResetPeak(worker);
        await work();
        return ProcessMemory.Peak(worker);
    }

    private static Task HashAsync() => Task.Run(() =>
    {
        var argon2 = new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 19456, NumberOfPasses = 2 });
        argon2.DeriveBytes(Encoding.UTF8.GetBytes("correct horse battery"), new byte[16], 32);
    });

    private static async Task<double> PerSecondAsync(Func<Task> work, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < duration; count++) await work();
            return count;
        }));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
