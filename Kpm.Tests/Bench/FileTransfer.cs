using System.Diagnostics;
using System.Net.Http.Headers;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Kpm.Local.Blob;
using Kpm.Tests.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static Kpm.Tests.Bench.BenchReport;

namespace Kpm.Tests.Bench;

/// <summary>Files through the API, sealed, beside the same bytes in the clear through a plain endpoint to the same Blob server.</summary>
internal static class FileTransfer
{
    private const int Mebibyte = 1024 * 1024;
    private const int PartSize = 64 * Mebibyte;
    private const int AtOnce = 4;
    private static readonly byte[] Part = FileToUpload.Binary(PartSize).Bytes;

    public static async Task RunAsync(BenchReport report, BenchSystem system)
    {
        await report.SectionAsync("Files beside the same bytes, unsealed, through a plain endpoint to the same Blob server; time");
        await using var plain = await PlainEndpoint.StartAsync(system.Kpm.Blob.Port);
        var owner = system.People[0];
        var file = FileToUpload.Binary(90 * Mebibyte);
        await owner.AddAssetAsync("Warm", FileToUpload.Binary(Mebibyte));
        await plain.PutAsync("warm", file.Bytes);

        var asset = "";
        var upload = await SecondsAsync(async () => asset = await owner.AddAssetAsync("Measured", file));
        await CompareAsync(report, "upload of 90 MiB", upload, await SecondsAsync(() => plain.PutAsync("one", file.Bytes)));
        var download = await SecondsAsync(() => owner.DownloadAsync(asset));
        await CompareAsync(report, "download of 90 MiB", download, await SecondsAsync(() => plain.GetAsync("one")));
        var parts = await SecondsAsync(() => UploadPartsAsync(owner, 8));
        await CompareAsync(report, $"512 MiB in parts, {AtOnce} at a time, without the verification", parts, await SecondsAsync(() => PlainPartsAsync(plain, 8)));

        await report.SectionAsync("Peak resident size of the worker: 2 GiB in parts, beside 256 MiB");
        var worker = await system.Kpm.WorkerIdAsync();
        var small = await PeakAsync(worker, () => VerifiedAsync(owner, 4));
        var large = await PeakAsync(worker, () => VerifiedAsync(owner, 32));
        await report.GrowthAsync($"upload in parts, {AtOnce} at a time, and verification", large, small, Target.AtMost(32));
    }

    private static Task CompareAsync(BenchReport report, string name, double measured, double baseline) =>
        report.RatioAsync(name, Milliseconds(measured * 1000), Milliseconds(baseline * 1000), measured / baseline);

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> PeakAsync(int worker, Func<Task> work)
    {
        ProcessMemory.ResetPeak(worker);
        await work();
        return ProcessMemory.Peak(worker);
    }

    private static async Task<PartedUpload> UploadPartsAsync(ApiClient owner, int count)
    {
        var upload = await PartedUpload.OpenAsync(owner, FileToUpload.Binary(1));
        await Parallel.ForEachAsync(Enumerable.Range(1, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => (await upload.PutAsync(number, Part)).Response.EnsureSuccessStatusCode());
        return upload;
    }

    private static async Task VerifiedAsync(ApiClient owner, int count)
    {
        var upload = await UploadPartsAsync(owner, count);
        (await upload.CompleteAsync(Enumerable.Range(1, count).Select(number => (number, Part)))).Response.EnsureSuccessStatusCode();
        var end = await Eventually.GetAsync(upload.StateAsync, state => state is "completed" or "failed", "the end of the verification", TimeSpan.FromMinutes(10));
        if (end != "completed") throw new InvalidOperationException($"The upload in parts ended as {end}.");
    }

    private static Task PlainPartsAsync(PlainEndpoint plain, int count) =>
        Parallel.ForEachAsync(Enumerable.Range(1, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => await plain.PutAsync($"part-{number}", Part));

    /// <summary>The least that a service can do: bytes in, blocks out.</summary>
    private sealed class PlainEndpoint(WebApplication app) : IAsyncDisposable
    {
        private const int BlockSize = 4 * Mebibyte;
        private readonly HttpClient _http = new() { BaseAddress = new Uri(app.Urls.Single()) };

        public static async Task<PlainEndpoint> StartAsync(int blobPort)
        {
            var container = new BlobContainerClient(BlobPart.ConnectionString(blobPort), "vault");
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
            var app = builder.Build();
            app.MapPut("/{name}", async (string name, HttpRequest request) => await StoreAsync(container.GetBlockBlobClient($"plain/{name}"), request));
            app.MapGet("/{name}", async (string name, HttpResponse response) =>
            {
                using var download = (await container.GetBlobClient($"plain/{name}").DownloadStreamingAsync()).Value;
                await download.Content.CopyToAsync(response.Body);
            });
            await app.StartAsync();
            return new PlainEndpoint(app);
        }

        public async Task PutAsync(string name, byte[] bytes)
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            (await _http.PutAsync(new Uri($"/{name}", UriKind.Relative), content)).EnsureSuccessStatusCode();
        }

        public Task<byte[]> GetAsync(string name) => _http.GetByteArrayAsync(new Uri($"/{name}", UriKind.Relative));

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await app.DisposeAsync();
        }

        private static async Task StoreAsync(BlockBlobClient blob, HttpRequest request)
        {
            var (buffer, blocks) = (new byte[BlockSize], new List<string>());
            int count;
            while ((count = await request.Body.ReadAtLeastAsync(buffer, BlockSize, throwOnEndOfStream: false)) > 0)
            {
                var id = Convert.ToBase64String(BitConverter.GetBytes(blocks.Count));
                using var block = new MemoryStream(buffer, 0, count, writable: false);
                await blob.StageBlockAsync(id, block);
                blocks.Add(id);
            }

            await blob.CommitBlockListAsync(blocks);
        }
    }
}
