using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kpm.Tests.Running;

namespace Kpm.Tests.Contracts.Replay;

/// <content>Keeps, assets and uploads.</content>
internal sealed partial class ReplayWorld
{
    private static readonly byte[][] Parts = [[.. "The first part. "u8], [.. "The second part."u8]];

    private void AddKeeps()
    {
        Add(() => _montse, "ListMyKeeps", "GetKeep");
        Add(() => _world.Admin, "ListKeeps");
        Add("RequestKeep", async () => As(await SomebodyAsync()).With("to_code", Text((await _montse.GetAsync("/me")).Json.GetProperty("referral_code").GetString()!)));
        foreach (var operation in new[] { "AcceptKeep", "DeclineKeep" })
        {
            Add(operation, async () =>
            {
                var (asks, asked) = (await SomebodyAsync(), await SomebodyAsync());
                return As(asked, (KeepId, (await DoneAsync(asks.PostAsync("/me/keeps", new { to_id = asked.UserId }))).NewId));
            });
        }
    }

    private void AddAssets()
    {
        Add(() => _montse, "CreateAsset", "GetAsset", "UpdateAsset", "DownloadThumbnail", "DownloadAssetFile", "ReadAssetFileHeaders", "ListMyAssets", "ListMyAssetsByFormerName", "ListMyTrash", "GetAssetStats", "GetAssetsOfTheWeek", "GetTagCloud");
        Add(() => _world.Admin, "ListAssets");
        Add("RemoveAsset", async () => As(_montse, (PhotoId, await NewAssetAsync())));
        foreach (var operation in new[] { "RestoreAsset", "DiscardAsset" })
        {
            Add(operation, async () =>
            {
                var asset = await NewAssetAsync();
                await DoneAsync(_montse.DeleteAsync($"/assets/{asset}"));
                return As(_montse, (PhotoId, asset));
            });
        }
    }

    private void AddUploads()
    {
        foreach (var operation in new[] { "UploadAssetFile", "UploadAssetFileByPost" })
        {
            Add(operation, async () =>
            {
                var part = new ByteArrayContent(File.Bytes);
                part.Headers.ContentType = new MediaTypeHeaderValue(File.Type);
                return await WithUploadTokenAsync() with { Content = new MultipartFormDataContent { { part, "file", File.Name } } };
            });
        }

        Add("OpenUpload", WithUploadTokenAsync);
        foreach (var operation in new[] { "GetUpload", "AbandonUpload" }) Add(operation, async () => WithUpload(await PartedUpload.OpenAsync(_montse, File)));
        Add("StoreUploadPart", async () =>
        {
            var content = new ByteArrayContent(Parts[0]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            return WithUpload(await PartedUpload.OpenAsync(_montse, File)) with { Content = content };
        });
        Add("CompleteUpload", async () =>
        {
            var upload = await PartedUpload.OpenAsync(_montse, File);
            for (var i = 0; i < Parts.Length; i++) await DoneAsync(upload.PutAsync(i + 1, Parts[i]));
            return WithUpload(upload).With("parts", new JsonArray([.. Parts.Select((part, i) => new JsonObject { ["number"] = i + 1, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(part)) })]));
        });
    }

    /// <summary>An asset of its own, with its file.</summary>
    private Task<string> NewAssetAsync() => _montse.AddAssetAsync("Carta a mi hija", File);

    private async Task<ReplayCall> WithUploadTokenAsync()
    {
        var location = (await DoneAsync(_montse.CreateAssetAsync("Estiu a Cadaqués", File))).Location!.ToString();
        return As(_montse, (PhotoId, location.Split('/')[4])) with { Query = location[location.IndexOf('?', StringComparison.Ordinal)..] };
    }

    private ReplayCall WithUpload(PartedUpload upload) => As(_montse, (PhotoId, upload.Asset), (ExampleOf("uploadId"), upload.Id));
}
