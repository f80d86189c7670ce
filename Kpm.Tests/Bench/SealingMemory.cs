using System.IO.Pipelines;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Bench;

/// <summary>Seals a long stream and opens it at the same time through a pipe, and looks how far the memory of this process grew.</summary>
internal static class SealingMemory
{
    private const long Warm = 64L * 1024 * 1024;
    private const long Long = 2L * 1024 * 1024 * 1024;
    private static readonly SegmentLayout Layout = FileFormat.FourMebibytes.Layout;
    private static readonly FileAttempt Attempt = new(EntityId.Parse<AssetId>("018f0000-0000-7000-8000-0000000000a1"), Guid.CreateVersion7());

    public static async Task RunAsync(BenchReport report)
    {
        await report.SectionAsync("Memory of sealing: peak resident size of this process");
        await CompareAsync(report, "seal 2 GiB of zeros, beside 64 MiB", SealAsync);
        await CompareAsync(report, "seal and at once open 2 GiB of zeros, beside 64 MiB", SealAndOpenAsync);
    }

    private static async Task CompareAsync(BenchReport report, string name, Func<long, Task> work)
    {
        GC.Collect();
        var peaks = new List<double>();
        foreach (var length in new[] { Warm, Long })
        {
            ProcessMemory.ResetPeak(Environment.ProcessId);
            await work(length);
            peaks.Add(ProcessMemory.Peak(Environment.ProcessId));
        }

        await report.GrowthAsync(name, peaks[1], peaks[0], Target.AtMost(32));
    }

    private static async Task SealAsync(long length)
    {
        using var key = DataKey.Generate();
        await SegmentedFile.SealAsync(key, Attempt, Layout, new PatternStream(length), (_, _) => ValueTask.CompletedTask, long.MaxValue, CancellationToken.None);
    }

    private static async Task SealAndOpenAsync(long length)
    {
        using var key = DataKey.Generate();
        var pipe = new Pipe();
        var sealing = Task.Run(async () =>
        {
            await SegmentedFile.SealAsync(key, Attempt, Layout, new PatternStream(length), async (segment, token) => await pipe.Writer.WriteAsync(segment, token), long.MaxValue, CancellationToken.None);
            await pipe.Writer.CompleteAsync();
        });
        await SegmentedFile.OpenAsync(key, Attempt, Layout, length, (_, _, _) => Task.FromResult(pipe.Reader.AsStream()), 0, length, Stream.Null, CancellationToken.None);
        await sealing;
    }
}
