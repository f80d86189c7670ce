using System.Buffers.Binary;
using CsCheck;
using Kpm.Tests.Bench;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>A file of 5 GiB up in parts and down by ranges, while the worker's memory stays as it is.</summary>
internal static class HugeFile
{
    private const int PartSize = 64 * 1024 * 1024;
    private const int Parts = 80;
    private const int AtOnce = 4;
    private const double MostGrowthMebibytes = 48;

    /// <summary>Until all code is compiled in its last form, which takes some gigabyte.</summary>
    private const int WarmParts = 20;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        await using var system = await KpmSystem.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["Assets__QuotaMegabytes"] = "7000" }, livesLong: true);
        using var client = system.NewClient();
        var person = Person.New("huge");
        (await client.RegisterAsync(person)).Response.EnsureSuccessStatusCode();
        (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
        var same = FileToUpload.Binary(PartSize).Bytes;
        await StoreAsync(client, same, WarmParts);
        var worker = await system.WorkerIdAsync();
        ProcessMemory.ResetPeak(worker);
        var before = ProcessMemory.Peak(worker);
        var asset = await StoreAsync(client, same, Parts);
        await CompareAsync(client, person, asset, same, random);
        var peak = ProcessMemory.Peak(worker);
        if (peak - before > MostGrowthMebibytes) throw new InvalidOperationException($"The worker grew from {before:F0} to {peak:F0} MiB.");
        return $"{(long)Parts * PartSize / (1024 * 1024)} MiB came back by ranges; the worker took {before:F0} MiB before and {peak:F0} MiB at most";
    }

    private static async Task<string> StoreAsync(ApiClient client, byte[] same, int count)
    {
        var upload = await PartedUpload.OpenAsync(client, FileToUpload.Binary(1));
        // One after another when they are asked for: all at once would not fit.
        var parts = Enumerable.Range(0, count).Select(number => (Number: number + 1, Bytes: Part(same, number)));
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (part, _) => (await upload.PutAsync(part.Number, part.Bytes)).Response.EnsureSuccessStatusCode());
        (await upload.CompleteAsync(parts)).Response.EnsureSuccessStatusCode();
        var end = await Eventually.GetAsync(upload.StateAsync, state => state is "completed" or "failed", "the end of the verification", TimeSpan.FromMinutes(10));
        return end == "completed" ? upload.Asset : throw new InvalidOperationException($"The upload ended as {end}.");
    }

    /// <summary>Every part by a range that lies across its beginning, in another order than they came.</summary>
    private static async Task CompareAsync(ApiClient client, Person person, string asset, byte[] same, PCG random)
    {
        foreach (var number in Enumerable.Range(0, Parts).OrderBy(_ => random.Next(1_000_000)).ToList())
        {
            // The tokens of one log-in do not last for all of it on a slow machine.
            if (number % 20 == 0) (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
            var from = ((long)number * PartSize) - (number == 0 ? 0 : 1_000);
            var to = ((long)(number + 1) * PartSize) - 1;
            var (status, bytes) = await client.DownloadAsync(asset, $"bytes={from}-{to}");
            var expected = Part(same, number);
            var before = number == 0 ? [] : Part(same, number - 1)[^1_000..];
            if (status != 206 || !bytes.AsSpan(0, before.Length).SequenceEqual(before) || !bytes.AsSpan(before.Length).SequenceEqual(expected))
                throw new InvalidOperationException($"Part {number + 1} came back altered ({status}).");
        }
    }

    /// <summary>The same bytes with the number of the part at their beginning.</summary>
    private static byte[] Part(byte[] same, int number)
    {
        var part = same.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(part, number);
        return part;
    }
}
