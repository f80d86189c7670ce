using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Kpm.Local.Blob;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary><c>GET /assets/{id}/file</c> through the running system (RFC 9110, sections 13 and 14).</summary>
[Collection(ApiTests.Name)]
public sealed class DownloadTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Text = "0123456789abcdefghij";
    private ApiWorld _world = null!;
    private string _asset = "";

    private static string Tag => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text)))}\"";

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _asset = await _world.Owner.AddAssetAsync("Text", new FileToUpload("note.txt", "text/plain", Encoding.ASCII.GetBytes(Text)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("bytes=0-0", "0", "bytes 0-0/20")]
    [InlineData("bytes=5-9", "56789", "bytes 5-9/20")]
    [InlineData("bytes=15-", "fghij", "bytes 15-19/20")]
    [InlineData("bytes=15-1000", "fghij", "bytes 15-19/20")]
    [InlineData("bytes=-3", "hij", "bytes 17-19/20")]
    [InlineData("bytes=-1000", Text, "bytes 0-19/20")]
    public async Task Given_AFile_When_ARangeIsAskedFor_Then_ExactlyThatIsSent(string range, string expected, string contentRange)
    {
        var answer = await GetAsync("Range", range);
        answer.ShouldBe(HttpStatusCode.PartialContent);
        answer.Body.Should().Be(expected);
        answer.Response.Content.Headers.ContentRange!.ToString().Should().Be(contentRange);
        answer.Response.Content.Headers.ContentLength.Should().Be(expected.Length);
    }

    [Theory]
    [InlineData("bytes=20-")]
    [InlineData("bytes=20-30")]
    [InlineData("bytes=-0")]
    public async Task Given_AFile_When_ARangeOutsideIsAskedFor_Then_ItCannotBeSatisfied(string range)
    {
        var answer = await GetAsync("Range", range);
        answer.ShouldBeProblem(416, "range_not_satisfiable");
        answer.Response.Content.Headers.ContentRange!.ToString().Should().Be("bytes */20");
    }

    [Theory]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=9-5")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=x-y")]
    [InlineData("bytes=99999999999999999999-")]
    public async Task Given_AFile_When_TheRangeIsNotOneOfOurs_Then_TheWholeIsSent(string range)
    {
        var answer = await GetAsync("Range", range);
        answer.ShouldBe(HttpStatusCode.OK);
        answer.Body.Should().Be(Text);
    }

    [Fact]
    public async Task Given_ARangeOfAKnownFile_When_IfRangeNamesIt_Then_APartIsSentElseTheWhole()
    {
        (await GetAsync("Range", "bytes=0-1", "If-Range", Tag)).Body.Should().Be("01");
        (await GetAsync("Range", "bytes=0-1", "If-Range", "\"other\"")).Body.Should().Be(Text);
        (await GetAsync("Range", "bytes=0-1", "If-Range", $"W/{Tag}")).Body.Should().Be(Text, "a weak tag names no bytes");
    }

    [Fact]
    public async Task Given_AKnownFile_When_IfNoneMatchNamesIt_Then_NothingIsSent()
    {
        foreach (var known in new[] { Tag, $"\"other\", {Tag}", $"W/{Tag}", "*" })
        {
            var answer = await GetAsync("If-None-Match", known);
            answer.ShouldBe(HttpStatusCode.NotModified);
            (answer.Body, answer.ETag).Should().Be(("", Tag));
        }

        (await GetAsync("If-None-Match", "\"other\"")).Body.Should().Be(Text);
    }

    [Fact]
    public async Task Given_AFile_When_ItIsSent_Then_NoBrowserRunsItAndNoCacheKeepsIt()
    {
        var answer = await GetAsync();
        answer.ETag.Should().Be(Tag);
        answer.Response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("sandbox").And.Contain("default-src 'none'");
        answer.Response.Headers.CacheControl!.ToString().Should().Be("no-cache, private");
        answer.Response.Headers.AcceptRanges.Should().Equal("bytes");
        answer.Response.Content.Headers.ContentType!.ToString().Should().Be("text/plain");
    }

    [Theory]
    [InlineData("image/png", "a.png", "inline")]
    [InlineData("application/pdf", "a.pdf", "inline")]
    [InlineData("image/svg+xml", "a.svg", "attachment")]
    [InlineData("text/html", "à \"b\".html", "attachment")]
    public async Task Given_AFileType_When_ItIsSent_Then_OnlyWhatCannotRunIsShown(string type, string name, string disposition)
    {
        var asset = await _world.Owner.CreateAssetAsync("Typed", new FileToUpload(name, type, [1]));
        using var content = new ByteArrayContent([1]);
        content.Headers.Add("Content-Type", type);
        content.Headers.Add("Content-Disposition", $"form-data; name=\"file\"; filename*=UTF-8''{Uri.EscapeDataString(name)}");
        using var form = new MultipartFormDataContent { content };
        (await _world.Owner.SendAsync(HttpMethod.Put, asset.Location!.ToString(), form)).ShouldBe(HttpStatusCode.Created);
        var sent = (await _world.Owner.GetAsync(asset.Location!.ToString().Split('?')[0])).Response.Content.Headers.ContentDisposition!;
        sent.DispositionType.Should().Be(disposition);
        sent.FileNameStar.Should().Be(name);
    }

    [Fact]
    public async Task Given_AnEmptyFile_When_ItIsAskedFor_Then_NothingIsSentAndNoRangeFits()
    {
        var empty = await _world.Owner.AddAssetAsync("Empty", FileToUpload.Binary(0));
        (await _world.Owner.DownloadAsync(empty)).Bytes.Should().BeEmpty();
        (await _world.Owner.DownloadAsync(empty, "bytes=0-0")).Status.Should().Be(416);
    }

    /// <summary>The altered byte lies in the second segment of 4 MiB: the first may arrive, nothing wrong ever does.</summary>
    [Fact]
    public async Task Given_AByteAlteredInTheStore_When_TheFileIsDownloaded_Then_NoWrongByteArrives()
    {
        var file = FileToUpload.Binary(10 * 1024 * 1024);
        var asset = await _world.Owner.AddAssetAsync("Altered", file);
        var container = new BlobContainerClient(BlobPart.ConnectionString(_world.App.Blob.Port), "vault");
        var blobs = new List<string>();
        await foreach (var blob in container.GetBlobsAsync())
            if (blob.Name.Contains(asset, StringComparison.OrdinalIgnoreCase) || blob.Name.Contains(asset.Replace("-", ""), StringComparison.OrdinalIgnoreCase)) blobs.Add(blob.Name);
        var stored = container.GetBlobClient(blobs.Should().ContainSingle().Subject);
        var sealedBytes = (await stored.DownloadContentAsync()).Value.Content.ToArray();
        sealedBytes[(5 * 1024 * 1024) + 12_345] ^= 1;
        await stored.UploadAsync(new BinaryData(sealedBytes), overwrite: true);

        var (arrived, isWhole) = await ReadAsync(asset, null);
        isWhole.Should().BeFalse();
        arrived.Should().Equal(file.Bytes.AsSpan(0, arrived.Length).ToArray());
        arrived.Length.Should().BeLessThanOrEqualTo(4 * 1024 * 1024);
        var part = await ReadAsync(asset, "bytes=5255000-5256000");
        part.IsWhole.Should().BeFalse();
        part.Arrived.Should().BeEmpty();
        (await _world.Owner.DownloadAsync(asset, "bytes=0-99")).Bytes.Should().Equal(file.Bytes[..100]);
    }

    private async Task<(byte[] Arrived, bool IsWhole)> ReadAsync(string asset, string? range)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_world.App.Api, $"/api/v1/assets/{asset}/file"));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {_world.Owner.AccessToken}");
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        using var arrived = new MemoryStream();
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if (!response.IsSuccessStatusCode) return ([], false);
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.CopyToAsync(arrived);
            return (arrived.ToArray(), true);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            return (arrived.ToArray(), false);
        }
    }

    private Task<ApiAnswer> GetAsync(params string[] headers) => _world.Owner.SendAsync(HttpMethod.Get, $"/assets/{_asset}/file", prepare: request =>
    {
        for (var i = 0; i < headers.Length; i += 2) request.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]);
    });
}
