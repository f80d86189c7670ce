using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Bench;

/// <summary>
/// Seals and opens a file in memory on one thread, beside OpenSSL on blocks of the segment size. Both copy the file once; sealing also
/// computes its SHA-256, so that the target holds against cipher and digest one after the other. Both sides count processor time, as
/// OpenSSL does unless told otherwise: what other programs take does not matter.
/// </summary>
internal static class SealingSpeed
{
    private const int Rounds = 3;
    private const int FileSize = 256 * 1024 * 1024;
    private static readonly SegmentLayout Layout = FileFormat.FourMebibytes.Layout;
    private static readonly FileAttempt Attempt = new(EntityId.Parse<AssetId>("018f0000-0000-7000-8000-0000000000a1"), Guid.CreateVersion7());

    public static async Task RunAsync(BenchReport report)
    {
        await report.SectionAsync("Sealing: 256 MiB in memory, one thread, segments of 4 MiB, processor time, beside `openssl speed`");
        using var key = DataKey.Generate();
        var file = new byte[Layout.SealedLength(FileSize)];
        await SealAsync(key, file);
        List<double> seal = [], open = [], cipher = [], cipherAndDigest = [];
        for (var round = 0; round < Rounds; round++)
        {
            if (await OpenSsl.BytesPerSecondAsync("aes-256-gcm", Layout.SegmentSize) is not { } aes || await OpenSsl.BytesPerSecondAsync("sha256", Layout.SegmentSize) is not { } sha)
            {
                await report.NoteAsync("openssl is not on the path: not measured");
                return;
            }

            cipher.Add(aes);
            cipherAndDigest.Add(1 / ((1 / aes) + (1 / sha)));
            open.Add(await RateAsync(() => OpenAsync(key, file)));
            seal.Add(await RateAsync(() => SealAsync(key, null)));
        }

        await RowAsync("seal a file (with its SHA-256) / aes-256-gcm, then sha256", seal, cipherAndDigest, Target.AtLeast(0.9));
        await RowAsync("seal a file (with its SHA-256) / aes-256-gcm", seal, cipher, null);
        await RowAsync("open a file / aes-256-gcm", open, cipher, null);

        Task RowAsync(string name, List<double> measured, List<double> baseline, Target? target) => report.RatioAsync(
            name, Text(Statistics.Median(measured)), Text(Statistics.Median(baseline)), Statistics.MedianRatio(measured, baseline), target);
    }

    private static string Text(double bytesPerSecond) => string.Create(CultureInfo.InvariantCulture, $"{bytesPerSecond / 1e9:0.00} GB/s");

    private static async Task SealAsync(DataKey key, byte[]? into)
    {
        var position = 0;
        await SegmentedFile.SealAsync(key, Attempt, Layout, new PatternStream(FileSize), Write, long.MaxValue, CancellationToken.None);

        ValueTask Write(ReadOnlyMemory<byte> segment, CancellationToken cancellationToken)
        {
            if (into is not null) segment.CopyTo(into.AsMemory(position));
            position += segment.Length;
            return ValueTask.CompletedTask;
        }
    }

    private static Task OpenAsync(DataKey key, byte[] file) => SegmentedFile.OpenAsync(
        key, Attempt, Layout, FileSize, (offset, count, _) => Task.FromResult<Stream>(new MemoryStream(file, (int)offset, (int)count)), 0, FileSize, Stream.Null, CancellationToken.None);

    /// <summary>Bytes per second of processor time, over about as long as OpenSSL takes.</summary>
    private static async Task<double> RateAsync(Func<Task> work)
    {
        var started = Environment.CpuUsage.TotalTime;
        var files = 0;
        TimeSpan used;
        do
        {
            await work();
            files++;
            used = Environment.CpuUsage.TotalTime - started;
        }
        while (used < TimeSpan.FromSeconds(3));
        return files * (double)FileSize / used.TotalSeconds;
    }
}
