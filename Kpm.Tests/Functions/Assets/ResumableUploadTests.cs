using System.Net;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Kpm.Local.Blob;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Assets;

/// <summary>Uploads in parts through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class ResumableUploadTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private static readonly FileToUpload File = FileToUpload.Binary(10);
    private ApiWorld _world = null!;
    private PartedUpload _upload = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _upload = await PartedUpload.OpenAsync(_world.Owner, File);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_PartsAtTheSameTimeAndAgain_When_Completed_Then_WhatComesOutIsWhatWasCompleted()
    {
        // Around the segments of 4 MiB: the first of a part holds 56 bytes less, the others 16.
        int[] sizes = [(4 * 1024 * 1024) - 56, 1, (4 * 1024 * 1024) - 55, 100_000, (8 * 1024 * 1024) - 72];
        var parts = sizes.Select((size, index) => (Number: (index * 7) + 1, Bytes: RandomNumberGenerator.GetBytes(size))).ToList();
        byte[] whole = [.. parts.SelectMany(part => part.Bytes)];
        (await _upload.PutAsync(8, RandomNumberGenerator.GetBytes(5_000))).ShouldBe(HttpStatusCode.NoContent);

        var answers = await Task.WhenAll(parts.AsEnumerable().Reverse().Select(part => _upload.PutAsync(part.Number, part.Bytes, declared: part.Bytes)));
        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.NoContent);
        var before = await _upload.ReadAsync();
        before.GetProperty("received_bytes").GetInt64().Should().Be(whole.Length);
        before.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("number").GetInt32()).Should().Equal(1, 8, 15, 22, 29);

        var completed = await _upload.CompleteAsync(parts, whole);
        completed.ShouldBe(HttpStatusCode.Accepted);
        completed.Location!.ToString().Should().Be(_upload.Path);
        (await _upload.EndAsync()).Should().Be("completed");

        await FileIsAsync(whole);
        (await _world.Owner.GetAsync($"/assets/{_upload.Asset}")).Json.GetProperty("file_size_bytes").GetInt64().Should().Be(whole.Length);
        (await BlobsAsync()).Should().HaveCount(parts.Count + 1, "the parts and their table");
    }

    [Fact]
    public async Task Given_ACompletedUpload_When_CompletedAgain_Then_TheSameIsASuccessAndOthersAreRefused()
    {
        await _upload.PutAsync(1, [1, 2]);
        (await _upload.CompleteAsync([(1, [1, 2])])).ShouldBe(HttpStatusCode.Accepted);
        (await _upload.CompleteAsync([(1, [1, 2])])).ShouldBe(HttpStatusCode.Accepted);
        (await _upload.EndAsync()).Should().Be("completed");
        (await _upload.CompleteAsync([(1, [1, 2])])).ShouldBe(HttpStatusCode.Accepted);
        (await _upload.CompleteAsync([(1, [1, 3])])).ShouldBeProblem(409, "upload_ended");
        (await _upload.PutAsync(1, [3])).ShouldBeProblem(409, "upload_ended");
        (await _world.Owner.DeleteAsync(_upload.Path)).ShouldBeProblem(409, "upload_ended");
        (await _world.Owner.DownloadAsync(_upload.Asset)).Bytes.Should().Equal(1, 2);
    }

    [Fact]
    public async Task Given_AnEmptyFile_When_CompletedWithoutParts_Then_ItIsEmpty()
    {
        (await _upload.CompleteAsync([], [])).ShouldBe(HttpStatusCode.Accepted);
        (await _upload.EndAsync()).Should().Be("completed");
        (await _world.Owner.DownloadAsync(_upload.Asset)).Bytes.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_PartsThatAreNotThoseThatArrived_When_Completed_Then_ItIsRefusedAndStaysOpen()
    {
        await _upload.PutAsync(1, [1]);
        await _upload.PutAsync(2, [2]);
        (await _upload.CompleteAsync([(1, [1]), (2, [2]), (3, [3])])).ShouldBeProblem(409, "part_missing");
        (await _upload.CompleteAsync([(1, [1])])).ShouldBeProblem(409, "part_not_named");
        (await _upload.CompleteAsync([(1, [1]), (2, [3])])).ShouldBeProblem(400, "digest_mismatch");
        (await _upload.CompleteAsync([(1, [1]), (1, [1])])).ShouldBeProblem(422, "validation_failed", "/parts/1/number");
        (await _upload.StateAsync()).Should().Be("open");
    }

    [Fact]
    public async Task Given_PartsThatAreWrong_When_Sent_Then_TheyAreRefused()
    {
        (await _upload.PutAsync(1, [1, 2], declared: [1, 3])).ShouldBeProblem(400, "digest_mismatch");
        (await _upload.PutAsync(1, [])).ShouldBeProblem(400, "part_empty");
        (await _upload.PutAsync(0, [1])).ShouldBeProblem(422, "validation_failed", "/number");
        (await _upload.PutAsync(10_001, [1])).ShouldBeProblem(422, "validation_failed", "/number");
        (await _upload.PutAsync(1, new byte[(95 * 1024 * 1024) + 1])).ShouldBeProblem(413, "part_too_large");
        foreach (var digest in new[] { "sha-256=abc", "sha-256=:abc:", "sha-256=:AAAA:", "sha-256=" })
            (await PutWithDigestAsync(digest)).ShouldBeProblem(400, "content_digest_invalid");
        (await PutWithDigestAsync("md5=:AAAA:")).ShouldBe(HttpStatusCode.NoContent);
        (await _upload.ReadAsync()).GetProperty("parts").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Given_SomebodyElse_When_TheyCall_Then_TheyAreRefused()
    {
        foreach (var other in new[] { _world.Friend, _world.Stranger })
        {
            (await _upload.PutAsync(1, [1], by: other)).ShouldBeProblem(403, "forbidden");
            (await other.GetAsync(_upload.Path)).ShouldBeProblem(403, "forbidden");
            (await other.DeleteAsync(_upload.Path)).ShouldBeProblem(403, "forbidden");
            (await other.PostAsync($"{_upload.Path}/complete", new { parts = Array.Empty<object>() })).ShouldBeProblem(403, "forbidden");
        }

        var another = await PartedUpload.OpenAsync(_world.Owner, File);
        (await _world.Owner.GetAsync($"/assets/{another.Asset}/uploads/{_upload.Id}")).ShouldBeProblem(403, "forbidden");
        (await _world.Owner.GetAsync($"/assets/{_upload.Asset}/uploads/{Guid.NewGuid()}")).ShouldBeProblem(403, "forbidden");
        (await _upload.StateAsync()).Should().Be("open");
    }

    [Fact]
    public async Task Given_AToken_When_ItIsUsedBothWays_Then_TheSecondIsRefused()
    {
        var (inParts, inOne) = ((await _world.Owner.CreateAssetAsync("Both", File)).Location!, (await _world.Owner.CreateAssetAsync("Both", File)).Location!);
        var opened = await OpenAsync(inParts);
        opened.ShouldBe(HttpStatusCode.Created);
        (await OpenAsync(inParts)).Location.Should().Be(opened.Location, "a repeat gives the same upload");
        (await _world.Owner.UploadAsync(inParts, File)).ShouldBeProblem(401, "bad_authorizer_token");
        (await _world.Owner.DeleteAsync(opened.Location!.ToString())).ShouldBe(HttpStatusCode.NoContent);
        (await OpenAsync(inParts)).ShouldBeProblem(401, "bad_authorizer_token");

        (await _world.Owner.UploadAsync(inOne, File)).ShouldBe(HttpStatusCode.Created);
        (await OpenAsync(inOne)).ShouldBeProblem(401, "bad_authorizer_token");
    }

    [Fact]
    public async Task Given_AnUploadThatIsNotTheAnnouncedOne_When_Opened_Then_ItIsRefusedAsInOneRequest()
    {
        var place = (await _world.Owner.CreateAssetAsync("Checked", File)).Location!;
        var query = place.ToString()[place.ToString().IndexOf('?')..];
        (await OpenAsync(place, name: "other.bin")).ShouldBeProblem(400, "file_name_mismatch");
        (await OpenAsync(place, type: "image/png")).ShouldBeProblem(400, "file_type_mismatch");
        (await OpenAsync(place, by: _world.Stranger)).ShouldBeProblem(400, "asset_not_found");
        (await OpenAsync(new Uri($"/api/v1/assets/{_upload.Asset}/file{query}", UriKind.Relative))).ShouldBeProblem(400, "token_asset_mismatch");
        (await OpenAsync(new Uri($"/api/v1/assets/{_upload.Asset}/file?authorizer_token=x", UriKind.Relative))).ShouldBeProblem(401, "bad_authorizer_token");
        (await OpenAsync(place)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Given_AFileThatIsNotWhatWasDeclared_When_Verified_Then_TheUploadFailsTheFailureIsRecordedAndAnotherMayFollow()
    {
        await _upload.PutAsync(1, [1]);
        (await _upload.CompleteAsync([(1, [1])], whole: [2])).ShouldBe(HttpStatusCode.Accepted);
        (await _upload.EndAsync()).Should().Be("failed");
        (await _upload.ReadAsync()).GetProperty("problem").GetString().Should().Be("digest_mismatch");
        await FailureIsRecordedAsync("digest_mismatch");

        var asset = await _world.Owner.GetAsync($"/assets/{_upload.Asset}");
        asset.Json.GetProperty("state").GetString().Should().Be("pending");
        var again = await OpenAsync(new Uri("/api/v1" + asset.Json.GetProperty("upload_path").GetString(), UriKind.Relative));
        var second = new PartedUpload(_world.Owner, _upload.Asset, again.Location!.ToString());
        await second.PutAsync(1, [1]);
        (await second.CompleteAsync([(1, [1])], whole: [1])).ShouldBe(HttpStatusCode.Accepted);
        (await second.EndAsync()).Should().Be("completed");
    }

    [Fact]
    public async Task Given_AByteAlteredInTheStore_When_Verified_Then_TheUploadFails()
    {
        await _upload.PutAsync(1, new byte[100]);
        var stored = Container.GetBlobClient((await BlobsAsync()).Should().ContainSingle().Subject);
        var bytes = (await stored.DownloadContentAsync()).Value.Content.ToArray();
        bytes[60] ^= 1;
        await stored.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);

        (await _upload.CompleteAsync([(1, new byte[100])])).ShouldBe(HttpStatusCode.Accepted);
        (await _upload.EndAsync()).Should().Be("failed");
        (await _upload.ReadAsync()).GetProperty("problem").GetString().Should().Be("file_damaged");
        await FailureIsRecordedAsync("file_damaged");
    }

    [Fact]
    public async Task Given_AnUpload_When_ItsTimeIsOver_Then_ItTakesNothingMoreAndTheSweepDeletesItsBlobs()
    {
        await _upload.PutAsync(1, [1]);
        await _upload.PutAsync(2, [2]);
        using (var documents = new StoredDocuments(_world.App)) await documents.BringForwardExpiryAsync(_upload.Id);
        (await _upload.PutAsync(3, [3])).ShouldBeProblem(409, "upload_ended");

        await _world.App.FireAsync("SweepUploads");

        await Eventually.GetAsync(BlobsAsync, blobs => blobs.Count == 0, "no blobs of the upload");
        (await _upload.StateAsync()).Should().Be("abandoned");
        (await _world.Owner.GetAsync($"/assets/{_upload.Asset}")).Json.GetProperty("state").GetString().Should().Be("pending");
    }

    [Fact]
    public async Task Given_AnUpload_When_ItIsGivenUpTwice_Then_ItsBlobsAreDeleted()
    {
        await _upload.PutAsync(1, [1]);
        (await _world.Owner.DeleteAsync(_upload.Path)).ShouldBe(HttpStatusCode.NoContent);
        (await _world.Owner.DeleteAsync(_upload.Path)).ShouldBe(HttpStatusCode.NoContent);
        (await _upload.PutAsync(1, [1])).ShouldBeProblem(409, "upload_ended");
        (await _upload.CompleteAsync([(1, [1])])).ShouldBeProblem(409, "upload_ended");
        using (var documents = new StoredDocuments(_world.App)) await documents.BringForwardExpiryAsync(_upload.Id);
        await _world.App.FireAsync("SweepUploads");

        await Eventually.GetAsync(BlobsAsync, blobs => blobs.Count == 0, "no blobs of the upload");
    }

    private BlobContainerClient Container => new(BlobPart.ConnectionString(_world.App.Blob.Port), "vault");

    private async Task FileIsAsync(byte[] whole)
    {
        (await _world.Owner.DownloadAsync(_upload.Asset)).Bytes.AsSpan().SequenceEqual(whole).Should().BeTrue();
        foreach (var (from, to) in new[] { (0, 0), (4_194_247, 4_194_250), (8_388_000, 8_489_000), (whole.Length - 3, whole.Length - 1), (100, whole.Length - 100) })
        {
            var (status, bytes) = await _world.Owner.DownloadAsync(_upload.Asset, $"bytes={from}-{to}");
            status.Should().Be(206);
            bytes.AsSpan().SequenceEqual(whole.AsSpan(from, to - from + 1)).Should().BeTrue($"the range is {from} to {to}");
        }

        var known = await _world.Owner.SendAsync(HttpMethod.Get, $"/assets/{_upload.Asset}/file", prepare: request => request.Headers.TryAddWithoutValidation("If-None-Match", $"\"{Convert.ToHexStringLower(SHA256.HashData(whole))}\""));
        known.ShouldBe(HttpStatusCode.NotModified);
    }

    private async Task FailureIsRecordedAsync(string code)
    {
        using var documents = new StoredDocuments(_world.App);
        await Eventually.GetAsync(
            documents.FailuresAsync,
            failures => failures.Any(failure => failure.GetProperty("code").GetString() == code && failure.GetProperty("message").GetString()!.Contains(_upload.Id, StringComparison.Ordinal)),
            "the failure among those that are recorded");
    }

    private Task<ApiAnswer> OpenAsync(Uri place, string? name = null, string? type = null, ApiClient? by = null) =>
        (by ?? _world.Owner).PostAsync(PartedUpload.PlaceOf(place), new { file_name = name ?? File.Name, file_type = type ?? File.Type });

    private async Task<ApiAnswer> PutWithDigestAsync(string digest)
    {
        using var content = new ByteArrayContent([1]);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/octet-stream");
        return await _world.Owner.SendAsync(HttpMethod.Put, $"{_upload.Path}/parts/1", content, prepare: request => request.Content!.Headers.TryAddWithoutValidation("Content-Digest", digest));
    }

    private async Task<IReadOnlyList<string>> BlobsAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Container.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{_upload.Asset[..4]}/{_upload.Asset}/" })) names.Add(blob.Name);
        return names;
    }
}
