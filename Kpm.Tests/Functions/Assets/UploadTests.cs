using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary><c>PUT /assets/{id}/file</c> through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class UploadTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private static readonly FileToUpload File = FileToUpload.Binary(1000);
    private ApiWorld _world = null!;
    private Uri _place = null!;
    private string _asset = "";

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        var created = await _world.Owner.PostAsync("/assets", new
        {
            title = "Ours",
            description = "",
            file_name = File.Name,
            file_type = File.Type,
            file_size_bytes = 1000,
            owners_id = new[] { _world.Owner.UserId, _world.Friend.UserId },
        });
        created.ShouldBe(HttpStatusCode.Created);
        _place = created.Location!;
        _asset = _place.ToString().Split('/')[4];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_AUsedToken_When_ItIsUsedAgain_Then_ItIsRefusedAndAnotherFindsTheFileThere()
    {
        var second = await AnotherPlaceAsync();
        (await _world.Owner.GetAsync($"/assets/{_asset}/file")).ShouldBeProblem(404, "not_found");
        (await _world.Owner.UploadAsync(_place, File)).ShouldBe(HttpStatusCode.Created);
        (await _world.Owner.UploadAsync(_place, File)).ShouldBeProblem(401, "bad_authorizer_token");
        (await _world.Owner.UploadAsync(second, FileToUpload.Binary(1000))).ShouldBeProblem(409, "conflict");
        (await _world.Owner.DownloadAsync(_asset)).Bytes.Should().Equal(File.Bytes);
    }

    [Fact]
    public async Task Given_TwoUploadsAtOnce_When_TheyRace_Then_OneFileStaysWhole()
    {
        var (second, other) = (await AnotherPlaceAsync(), FileToUpload.Binary(1000));
        var answers = await Task.WhenAll(_world.Owner.UploadAsync(_place, File), _world.Owner.UploadAsync(second, other));
        answers.Should().ContainSingle(answer => answer.Status == HttpStatusCode.Created);
        var kept = answers[0].Status == HttpStatusCode.Created ? File : other;
        (await _world.Owner.DownloadAsync(_asset)).Bytes.Should().Equal(kept.Bytes);
    }

    [Fact]
    public async Task Given_AnotherFileThanDeclared_When_ItIsUploaded_Then_ItIsRefused()
    {
        (await _world.Owner.UploadAsync(_place, File with { Name = "other.bin" })).ShouldBeProblem(400, "file_name_mismatch");
        (await _world.Owner.UploadAsync(_place, File with { Type = "image/png" })).ShouldBeProblem(400, "file_type_mismatch");
        await StillPendingAsync();
    }

    [Fact]
    public async Task Given_ATokenOfSomebodyElseOrOfAnotherAsset_When_ItIsUsed_Then_ItIsRefused()
    {
        (await _world.Friend.UploadAsync(_place, File)).ShouldBeProblem(403, "forbidden");
        (await _world.Stranger.UploadAsync(_place, File)).ShouldBeProblem(400, "asset_not_found");
        var another = (await _world.Owner.CreateAssetAsync("Another", File)).Location!;
        (await _world.Owner.UploadAsync(new Uri($"/api/v1/assets/{_asset}/file{another.ToString()[another.ToString().IndexOf('?')..]}", UriKind.Relative), File)).ShouldBeProblem(400, "token_asset_mismatch");
        foreach (var token in new[] { "", "?authorizer_token=", "?authorizer_token=x", $"?authorizer_token={_world.Owner.AccessToken}" })
            (await _world.Owner.UploadAsync(new Uri($"/api/v1/assets/{_asset}/file{token}", UriKind.Relative), File)).ShouldBeProblem(401, "bad_authorizer_token");
        await StillPendingAsync();
    }

    [Fact]
    public async Task Given_ATokenThatEnded_When_ItIsUsed_Then_ItIsRefused()
    {
        var forge = new TokenForge(Uri.UnescapeDataString(_place.ToString().Split("authorizer_token=")[1]));
        (forge.Claims["nbf"], forge.Claims["exp"]) = (forge.IssuedAt - 100, forge.IssuedAt);
        var ended = new Uri($"/api/v1/assets/{_asset}/file?authorizer_token={forge.SignedBy(_world.App.Settings["Tokens__UploadKey"])}", UriKind.Relative);
        (await _world.Owner.UploadAsync(ended, File)).ShouldBeProblem(401, "bad_authorizer_token");
    }

    [Fact]
    public async Task Given_FormsThatCannotBeRead_When_TheyAreSent_Then_TheyAreRefused()
    {
        (await PutAsync("--b\r\nContent-Disposition: form-data; name=\"other\"; filename=\"x\"\r\n\r\ny\r\n--b--\r\n")).ShouldBeProblem(422, "validation_failed", "/file");
        (await PutAsync("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nno file\r\n--b--\r\n")).ShouldBeProblem(422, "validation_failed", "/file");
        (await PutAsync("no boundary at all")).ShouldBeProblem(400, "unreadable_body");
        (await PutAsync($"--b\r\nX: {new string('x', 40_000)}\r\n\r\ny\r\n--b--\r\n")).ShouldBeProblem(400, "unreadable_body");
        await StillPendingAsync();
    }

    [Fact]
    public async Task Given_AFormThatIsCutOff_When_ItIsSent_Then_NothingIsKept()
    {
        var cut = await PutAsync($"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{File.Name}\"\r\nContent-Type: {File.Type}\r\n\r\nhalf a fi");
        ((int)cut.Status).Should().BeInRange(400, 499);
        await StillPendingAsync();
    }

    [Fact]
    public async Task Given_AnotherVersionInIfMatch_When_TheFileIsUploaded_Then_ThePreconditionFails()
    {
        (await PutFileAsync("\"99\"")).ShouldBeProblem(412, "version_mismatch");
        (await PutFileAsync("\"text\"")).ShouldBeProblem(412, "version_mismatch");
        (await PutFileAsync((await _world.Owner.GetAsync($"/assets/{_asset}")).ETag!)).ShouldBe(HttpStatusCode.Created);
    }

    private async Task<Uri> AnotherPlaceAsync() =>
        new("/api/v1" + (await _world.Owner.GetAsync($"/assets/{_asset}")).Json.GetProperty("upload_path").GetString(), UriKind.Relative);

    private async Task StillPendingAsync() =>
        (await _world.Owner.GetAsync($"/assets/{_asset}")).Json.GetProperty("state").GetString().Should().Be("pending");

    private async Task<ApiAnswer> PutAsync(string form)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        return await _world.Owner.SendAsync(HttpMethod.Put, _place.ToString(), content);
    }

    private async Task<ApiAnswer> PutFileAsync(string version)
    {
        var part = new ByteArrayContent(File.Bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue(File.Type);
        using var form = new MultipartFormDataContent { { part, "file", File.Name } };
        return await _world.Owner.SendAsync(HttpMethod.Put, _place.ToString(), form, prepare: request => request.Headers.IfMatch.Add(new EntityTagHeaderValue(version)));
    }
}
