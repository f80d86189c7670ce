using CsCheck;
using Kpm.Tests.Bench;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>Files near the limit of one request, several at once, and one in parts, byte for byte.</summary>
internal static class BigFiles
{
    private const int Mebibyte = 1024 * 1024;
    private const int Files = 3;
    private const int Parts = 8;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        await using var system = await KpmSystem.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["Assets__QuotaMegabytes"] = "2000" }, livesLong: true);
        using var client = system.NewClient();
        var person = Person.New("big");
        (await client.RegisterAsync(person)).Response.EnsureSuccessStatusCode();
        (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
        var files = Enumerable.Range(0, Files).Select(_ => FileToUpload.Binary((80 * Mebibyte) + (int)random.Next(14 * Mebibyte))).ToList();
        await Task.WhenAll(files.Select(async file => await ComesBackAsync(client, await client.AddAssetAsync("Big", file), file.Bytes)));
        ProcessMemory.ResetPeak(await system.WorkerIdAsync());
        var inParts = await UploadInPartsAsync(client, random);
        var peak = ProcessMemory.Peak(await system.WorkerIdAsync());
        ProcessMemory.ResetPeak(await system.WorkerIdAsync());
        var export = await client.ExportEndAsync(await client.RequestExportAsync(), TimeSpan.FromMinutes(5));
        if (export.GetProperty("state").GetString() != "ready" || export.GetProperty("problem").GetString() is not null) throw new InvalidOperationException($"The export ended as {export}.");
        var exportPeak = ProcessMemory.Peak(await system.WorkerIdAsync());
        return $"{files.Sum(file => (long)file.Bytes.Length) / Mebibyte} MiB in {Files} files and {inParts / Mebibyte} MiB in {Parts} parts came back; for the parts the worker took {peak:F0} MiB at most, for an export of it all {exportPeak:F0} MiB";
    }

    private static async Task<long> UploadInPartsAsync(ApiClient client, PCG random)
    {
        var upload = await PartedUpload.OpenAsync(client, FileToUpload.Binary(1));
        var parts = Enumerable.Range(1, Parts).Select(number => (Number: number, FileToUpload.Binary((50 * Mebibyte) + (int)random.Next(40 * Mebibyte)).Bytes)).ToList();
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (part, _) => (await upload.PutAsync(part.Number, part.Bytes)).Response.EnsureSuccessStatusCode());
        byte[] whole = [.. parts.SelectMany(part => part.Bytes)];
        (await upload.CompleteAsync(parts, whole)).Response.EnsureSuccessStatusCode();
        if (await upload.EndAsync() is var state && state != "completed") throw new InvalidOperationException($"The upload in parts ended as {state}.");
        await ComesBackAsync(client, upload.Asset, whole);
        return whole.Length;
    }

    private static async Task ComesBackAsync(ApiClient client, string asset, byte[] expected)
    {
        var (status, bytes) = await client.DownloadAsync(asset);
        if (status != 200 || !bytes.AsSpan().SequenceEqual(expected)) throw new InvalidOperationException($"{expected.Length} bytes came back as {bytes.Length} ({status}).");
    }
}
