using CsCheck;
using Kpm.Tests.Running;

namespace Kpm.Tests.Soak;

/// <summary>Files near the limit of one request, several at once, byte for byte.</summary>
internal static class BigFiles
{
    private const int Mebibyte = 1024 * 1024;
    private const int Files = 3;

    public static async Task<string> RunRoundAsync(PCG random)
    {
        await using var system = await KpmSystem.StartAsync();
        using var client = system.NewClient();
        var person = Person.New("big");
        (await client.RegisterAsync(person)).Response.EnsureSuccessStatusCode();
        (await client.LogInAsync(person)).Response.EnsureSuccessStatusCode();
        var files = Enumerable.Range(0, Files).Select(_ => FileToUpload.Binary((80 * Mebibyte) + (int)random.Next(14 * Mebibyte))).ToList();
        await Task.WhenAll(files.Select(async file =>
        {
            var asset = await client.AddAssetAsync("Big", file);
            var (status, bytes) = await client.DownloadAsync(asset);
            if (status != 200 || !bytes.AsSpan().SequenceEqual(file.Bytes)) throw new InvalidOperationException($"{file.Bytes.Length} bytes came back as {bytes.Length} ({status}).");
        }));
        return $"{files.Sum(file => (long)file.Bytes.Length) / Mebibyte} MiB in {Files} files came back";
    }
}
