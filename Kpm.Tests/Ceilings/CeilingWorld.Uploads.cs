using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Kpm.Tests.Running;

namespace Kpm.Tests.Ceilings;

/// <summary>The owner uploads a file in parts, in the order of the table.</summary>
internal sealed partial class CeilingWorld
{
    private string _assetInParts = "";

    /// <summary>The upload that was opened last.</summary>
    public string UploadInParts { get; private set; } = "";

    public async Task<ApiAnswer> OpenUploadAsync()
    {
        var opened = await Owner.PostAsync(PlaceOfUploads, new { file_name = File.Name, file_type = File.Type });
        UploadInParts = opened.Location!.ToString();
        return opened;
    }

    public Task<ApiAnswer> StorePartAsync()
    {
        var content = new ByteArrayContent(File.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return Owner.SendAsync(HttpMethod.Put, $"{UploadInParts}/parts/1", content);
    }

    public Task<ApiAnswer> CompleteUploadAsync() =>
        Owner.PostAsync($"{UploadInParts}/complete", new { parts = new[] { new { number = 1, sha256 = Convert.ToHexString(SHA256.HashData(File.Bytes)) } } });

    /// <summary>Where to open uploads; its token is of this moment.</summary>
    private string PlaceOfUploads { get; set; } = "";

    /// <summary>An asset whose file has another size than declared, so that its completion counts, and a token for it.</summary>
    private async Task LetAFileBeAnnouncedAsync()
    {
        if (_assetInParts.Length == 0)
        {
            var created = await Owner.CreateAssetAsync("In parts", File with { Bytes = new byte[10] });
            Check(created, HttpStatusCode.Created);
            _assetInParts = created.Location!.ToString().Split('/')[4];
        }

        var path = (await Owner.GetAsync($"/assets/{_assetInParts}")).Json.GetProperty("upload_path");
        PlaceOfUploads = path.GetString()!.Replace("/file?", "/uploads?", StringComparison.Ordinal);
    }
}
