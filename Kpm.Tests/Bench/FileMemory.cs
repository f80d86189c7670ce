using System.Net.Http.Headers;
using Kpm.Tests.Running;

namespace Kpm.Tests.Bench;

/// <summary>The most memory that the worker held while a file came in or went out: it must not depend on the length of the file.</summary>
internal static class FileMemory
{
    private const int Mebibyte = 1024 * 1024;
    private static readonly Target Flat = Target.AtMost(32);

    public static async Task RunAsync(BenchReport report, BenchSystem system)
    {
        await report.SectionAsync("Peak resident size of the worker: a file of 90 MiB, beside one of 1 MiB");
        var (owner, worker) = (system.People[0], await system.Kpm.WorkerIdAsync());
        FileToUpload small = FileToUpload.Binary(Mebibyte), large = FileToUpload.Binary(90 * Mebibyte);

        // Once unmeasured: code that runs for the first time takes memory that has nothing to do with the file.
        await DownloadAsync(owner, await owner.AddAssetAsync("Warm", small));
        var (smallUpload, smallFile) = await UploadAsync(owner, small, worker);
        var (largeUpload, largeFile) = await UploadAsync(owner, large, worker);
        await report.GrowthAsync("upload", largeUpload, smallUpload, Flat);
        var smallDownload = await PeakAsync(worker, () => DownloadAsync(owner, smallFile));
        var largeDownload = await PeakAsync(worker, () => DownloadAsync(owner, largeFile));
        await report.GrowthAsync("download", largeDownload, smallDownload, Flat);
    }

    private static async Task<(double Peak, string Asset)> UploadAsync(ApiClient owner, FileToUpload file, int worker)
    {
        var asset = "";
        var peak = await PeakAsync(worker, async () => asset = await owner.AddAssetAsync("Measured", file));
        return (peak, asset);
    }

    private static async Task<double> PeakAsync(int worker, Func<Task> work)
    {
        ProcessMemory.ResetPeak(worker);
        await work();
        return ProcessMemory.Peak(worker);
    }

    private static async Task DownloadAsync(ApiClient owner, string asset)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(owner.Address, $"/api/v1/assets/{asset}/file"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", owner.AccessToken);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null);
    }
}
