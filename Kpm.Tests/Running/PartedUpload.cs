using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kpm.Tests.Running;

/// <summary>Uploads one file in parts through the API.</summary>
/// <param name="client">Who uploads.</param>
/// <param name="asset">The asset's id.</param>
/// <param name="path">Where the upload is.</param>
public sealed class PartedUpload(ApiClient client, string asset, string path)
{
    public string Asset => asset;

    public string Path => path;

    public string Id => path.Split('/')[^1];

    /// <summary>Where a file is uploaded in one request, turned into where its upload in parts is opened.</summary>
    public static string PlaceOf(Uri location) => location.ToString().Replace("/file?", "/uploads?", StringComparison.Ordinal);

    /// <summary>Creates an asset and opens an upload for its file.</summary>
    public static async Task<PartedUpload> OpenAsync(ApiClient client, FileToUpload file)
    {
        var created = await client.CreateAssetAsync("In parts", file);
        var opened = await client.PostAsync(PlaceOf(created.Location!), new { file_name = file.Name, file_type = file.Type });
        if (!opened.Response.IsSuccessStatusCode) throw new InvalidOperationException($"Not opened: {opened}");
        return new PartedUpload(client, created.Location!.ToString().Split('/')[4], opened.Location!.ToString());
    }

    /// <summary>Sends a part, with the SHA-256 of <paramref name="declared"/> if any, by somebody else if any.</summary>
    public async Task<ApiAnswer> PutAsync(int number, byte[] bytes, byte[]? declared = null, ApiClient? by = null)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (declared is not null) content.Headers.Add("Content-Digest", $"sha-512=:AAAA:, sha-256=:{Convert.ToBase64String(SHA256.HashData(declared))}:");
        return await (by ?? client).SendAsync(HttpMethod.Put, $"{path}/parts/{number}", content);
    }

    public Task<ApiAnswer> CompleteAsync(IEnumerable<(int Number, byte[] Bytes)> parts, byte[]? whole = null) => client.PostAsync(
        $"{path}/complete",
        new { parts = parts.Select(part => new { number = part.Number, sha256 = Digest(part.Bytes) }), sha256 = whole is null ? null : Digest(whole) });

    public async Task<JsonElement> ReadAsync() => (await client.GetAsync(path)).Json;

    public async Task<string> StateAsync() => (await ReadAsync()).GetProperty("state").GetString()!;

    /// <summary>Waits until the file was verified, one way or the other.</summary>
    public Task<string> EndAsync() => Eventually.GetAsync(StateAsync, state => state is "completed" or "failed", "the end of the verification");

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
