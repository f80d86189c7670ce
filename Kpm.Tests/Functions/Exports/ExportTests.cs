using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Exports;

/// <summary>Exports through the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class ExportTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private static readonly FileToUpload Letter = new("../Carta a l’àvia?.txt", "text/plain", "Estimada àvia"u8.ToArray());
    private ApiWorld _world = null!;
    private ApiClient _owner = null!;
    private StoredDocuments _stored = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _owner = await _world.JoinAsync("export");
        _stored = new StoredDocuments(_world.App);
    }

    public ValueTask DisposeAsync()
    {
        _owner.Dispose();
        _stored.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_APersonWithEverything_When_Exported_Then_TheArchiveHoldsItAll()
    {
        await ApiWorld.BefriendAsync(_owner, _world.Friend);
        var file = FileToUpload.Binary(9_000_000) with { Name = "asset.json" };
        var visible = await _owner.AddAssetAsync("Box", file);
        (await _owner.PatchAsync($"/assets/{visible}", new { description = "Said", tags = new[] { "sea" }, people = new[] { "Àvia" }, location = "Nice", created_date = "1970", bookmarked = true, extra_private = true })).ShouldBe(HttpStatusCode.NoContent);
        var trashed = await _owner.AddAssetAsync("Gone", FileToUpload.Binary(10));
        (await _owner.DeleteAsync($"/assets/{trashed}")).ShouldBe(HttpStatusCode.NoContent);
        var waiting = (await _owner.CreateAssetAsync("Waits", FileToUpload.Binary(10))).Location!.ToString().Split('/')[4];
        var hidden = await _owner.AddAssetAsync("Promised", FileToUpload.Binary(10));
        var legacy = await _owner.PostAsync("/legacy/transfer", new { name = "Promise", description = "For later", assets = new[] { hidden }, receivers = new[] { _world.Friend.UserId }, scheduled_date = 4_000_000_000_000 });
        await Eventually.IsTrueAsync(async () => (await _owner.GetAsync($"/assets/{hidden}")).Status == HttpStatusCode.Forbidden, "the hold");
        (await _owner.PostAsync("/users/me/reminders", new[] { new { title = "Call", time = 4_000_000_000_000 } })).ShouldBe(HttpStatusCode.Created);
        var shown = (await _owner.GetAsync($"/assets/{visible}")).Json;

        var archive = await _owner.ExportAsync();

        archive.Missing.Should().BeEmpty();
        archive.Manifest.GetProperty("account").GetString().Should().Be($"/users/{_owner.UserId}");
        archive.Paths.Take(5).Should().Equal("account.json", "reminders.json", "keeps.json", "legacies.json", "history.json");
        archive.Json("account.json").GetProperty("id").GetString().Should().Be($"/users/{_owner.UserId}");
        archive.Json("account.json").GetRawText().Should().NotContainAny("password", "hash", "argon2");
        archive.Json("reminders.json")[0].GetProperty("title").GetString().Should().Be("Call");
        archive.Json("keeps.json")[0].GetProperty("requested").GetProperty("id").GetString().Should().Be($"/users/{_world.Friend.UserId}");
        var plan = archive.Json("legacies.json")[0];
        (plan.GetProperty("id").GetString(), plan.GetProperty("name").GetString(), plan.GetProperty("release_time").GetInt64()).Should().Be(($"/legacy/{legacy.NewId}", "Promise", 4_000_000_000_000));
        archive.Assets.Select(entry => (entry.Asset.GetProperty("id").GetString(), entry.Asset.GetProperty("state").GetString(), entry.File is not null)).Should().BeEquivalentTo(
            [($"/assets/{visible}", "active", true), ($"/assets/{trashed}", "trashed", true), ($"/assets/{hidden}", "active", true), ($"/assets/{waiting}", "pending", false)]);
        archive[$"assets/{visible}/asset (2).json"].AsSpan().SequenceEqual(file.Bytes).Should().BeTrue();
        SameFields(archive.Json($"assets/{visible}/asset.json"), shown);
    }

    [Fact]
    public async Task Given_AFileWithADangerousName_When_Exported_Then_ItsEntryStaysInItsFolder()
    {
        var asset = await _owner.AddAssetAsync("Letter", Letter with { Name = Letter.Name.Replace('/', '\u2215') });

        var archive = await _owner.ExportAsync();

        archive[$"assets/{asset}/..\u2215Carta a l’àvia_.txt"].Should().Equal(Letter.Bytes);
        archive.Json($"assets/{asset}/asset.json").GetProperty("file_name").GetString().Should().Be("..\u2215Carta a l’àvia?.txt");
    }

    [Fact]
    public async Task Given_AnExport_When_ItIsReady_Then_OneSealedBlobIsThereAndAMailTellsUntilWhen()
    {
        var person = Person.New("export");
        using var client = await _world.JoinAsync(person);
        await client.AddAssetAsync("kohlrabi", new FileToUpload("kohlrabi.txt", "text/plain", "kohlrabi"u8.ToArray()));
        var path = await client.RequestExportAsync();

        var export = await client.ExportEndAsync(path);

        var mail = (await Eventually.GetAsync(() => _world.App.Mailbox.MailsAsync(person.Email), mails => mails.Any(IsReady), "the mail")).Single(IsReady);
        var until = DateTimeOffset.FromUnixTimeMilliseconds(export.GetProperty("expires_ts").GetInt64());
        mail.Text.Should().Contain(until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).And.NotContain("http");
        (export.GetProperty("expires_ts").GetInt64() - export.GetProperty("ready_ts").GetInt64()).Should().Be(7 * 86_400_000);
        var id = export.GetProperty("id").GetString()!;
        (await _stored.ArchivesAsync(id)).Should().ContainSingle();
        (await _stored.ExportAsync(client.UserId, id)).GetRawText().Should().NotContain("kohlrabi");

        static bool IsReady(SentMail mail) => mail.Subject.Contains("copy is ready", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_SeveralRequestsAtOnce_When_OneIsUnderWay_Then_AllGiveItAndItsFileIsNotThereYet()
    {
        await _world.App.BusOperator.HoldDeliveriesAsync(true);
        string path;
        try
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _owner.RequestExportAsync()));
            path = answers.Distinct().Should().ContainSingle().Subject;
            (await _owner.RequestExportAsync()).Should().Be(path);
            (await _owner.GetAsync($"{path}/file")).ShouldBeProblem(404, "not_found");
            (await _owner.SendAsync(HttpMethod.Head, $"{path}/file")).ShouldBe(HttpStatusCode.NotFound);
        }
        finally
        {
            await _world.App.BusOperator.HoldDeliveriesAsync(false);
        }

        (await _owner.ExportEndAsync(path)).GetProperty("state").GetString().Should().Be("ready");
        var next = await _owner.RequestExportAsync();
        next.Should().NotBe(path);
        (await _owner.ExportEndAsync(next)).GetProperty("state").GetString().Should().Be("ready");
        (await _owner.ItemsAsync("/me/exports")).Select(item => item.GetProperty("links").GetProperty("self").GetString()).Should().Equal(next, path);
        (await _owner.ItemsAsync("/me/exports?page=2&size=1")).Select(item => item.GetProperty("links").GetProperty("self").GetString()).Should().Equal(path);
        (await _owner.GetAsync("/me/exports?size=0")).ShouldBeProblem(422, "validation_failed", "/size");
    }

    [Fact]
    public async Task Given_AReadyExport_When_ItsFileIsAskedFor_Then_RangesAndTagsWorkAsForFiles()
    {
        await _owner.AddAssetAsync("Box", FileToUpload.Binary(5_000_000));
        var path = await _owner.RequestExportAsync();
        var export = await _owner.ExportEndAsync(path);
        var whole = (await _owner.DownloadFromAsync($"{path}/file")).Bytes;
        Convert.ToHexStringLower(SHA256.HashData(whole)).Should().Be(export.GetProperty("file_sha256").GetString());
        export.GetProperty("file_path").GetString().Should().Be($"{path}/file");
        export.GetProperty("file_size_bytes").GetInt64().Should().Be(whole.Length);

        var part = await _owner.DownloadFromAsync($"{path}/file", "bytes=4194200-4194399");
        part.Status.Should().Be(206);
        part.Bytes.Should().Equal(whole[4_194_200..4_194_400]);
        var head = await _owner.SendAsync(HttpMethod.Head, $"{path}/file");
        head.ShouldBe(HttpStatusCode.OK);
        (head.Body, head.Response.Content.Headers.ContentLength).Should().Be(("", whole.Length));
        head.ETag.Should().Be($"\"{export.GetProperty("file_sha256").GetString()}\"");
        head.Response.Content.Headers.ContentType!.MediaType.Should().Be("application/zip");
        head.Response.Content.Headers.ContentDisposition!.ToString().Should().StartWith("attachment").And.Contain("keepem-");
        (await _owner.SendAsync(HttpMethod.Get, $"{path}/file", prepare: request => request.Headers.TryAddWithoutValidation("If-None-Match", head.ETag))).ShouldBe(HttpStatusCode.NotModified);
        (await _owner.SendAsync(HttpMethod.Get, $"{path}/file", prepare: request => request.Headers.TryAddWithoutValidation("Range", $"bytes={whole.Length}-"))).ShouldBeProblem(416, "range_not_satisfiable");
    }

    [Fact]
    public async Task Given_SomebodyElse_When_TheyCall_Then_TheyAreRefused()
    {
        var path = await _owner.RequestExportAsync();
        await _owner.ExportEndAsync(path);
        foreach (var other in new[] { _world.Stranger, _world.Admin })
        {
            (await other.GetAsync(path)).ShouldBeProblem(403, "forbidden");
            (await other.GetAsync($"{path}/file")).ShouldBeProblem(403, "forbidden");
            (await other.SendAsync(HttpMethod.Head, $"{path}/file")).ShouldBe(HttpStatusCode.Forbidden);
            (await other.DeleteAsync(path)).ShouldBeProblem(403, "forbidden");
        }

        (await _owner.GetAsync($"/me/exports/{Guid.NewGuid()}")).ShouldBeProblem(403, "forbidden");
        (await _owner.GetAsync("/me/exports/x/file")).ShouldBeProblem(403, "forbidden");
        (await _owner.GetAsync(path)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_AReadyExport_When_Removed_Then_NothingOfItIsLeft()
    {
        var path = await _owner.RequestExportAsync();
        await _owner.ExportEndAsync(path);
        var id = path.Split('/')[^1];

        (await _owner.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);
        (await _owner.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);

        (await _owner.GetAsync(path)).ShouldBeProblem(403, "forbidden");
        (await _owner.GetAsync($"{path}/file")).ShouldBeProblem(403, "forbidden");
        (await _owner.CountAsync("/me/exports")).Should().Be(0);
        await ItsArchiveIsGoneAsync(id);
    }

    [Fact]
    public async Task Given_AReadyExport_When_ItsTimeIsOver_Then_ItSaysSoAndItsArchiveIsGone()
    {
        var path = await _owner.RequestExportAsync();
        await _owner.ExportEndAsync(path);
        var id = path.Split('/')[^1];
        await _world.App.BusOperator.AreDrainedAsync();

        await _stored.BringForwardExportExpiryAsync(_owner.UserId, id);
        (await _owner.GetAsync(path)).Json.GetProperty("state").GetString().Should().Be("expired", "its time is over whether somebody noticed or not");
        (await _owner.GetAsync($"{path}/file")).ShouldBeProblem(404, "not_found");
        (await _stored.ArchivesAsync(id)).Should().ContainSingle();
        await _world.App.FireAsync("SweepExports");

        await ItsArchiveIsGoneAsync(id);
        var ended = (await _owner.GetAsync(path)).Json;
        (ended.GetProperty("state").GetString(), ended.GetProperty("file_path").GetString()).Should().Be(("expired", null));
    }

    [Fact]
    public async Task Given_ADamagedFile_When_Exported_Then_TheRestIsThereAndTheManifestNamesIt()
    {
        var (good, bad, gone) = (await _owner.AddAssetAsync("Good", FileToUpload.Binary(10)), await _owner.AddAssetAsync("Bad", FileToUpload.Binary(5_000_000)), await _owner.AddAssetAsync("Gone", FileToUpload.Binary(10)));
        await _stored.DamageAsync((await _stored.BlobsAsync(bad)).Single());
        await _stored.DeleteBlobAsync((await _stored.BlobsAsync(gone)).Single());
        var path = await _owner.RequestExportAsync();

        var export = await _owner.ExportEndAsync(path);

        (export.GetProperty("state").GetString(), export.GetProperty("problem").GetString()).Should().Be(("ready", "entries_missing"));
        export.GetProperty("missing").EnumerateArray().Select(missing => (missing.GetProperty("path").GetString(), missing.GetProperty("code").GetString()))
            .Should().BeEquivalentTo([($"assets/{bad}/box.bin", "file_damaged"), ($"assets/{gone}/box.bin", "file_missing")]);
        var archive = await _owner.ReadArchiveAsync(path);
        archive.Missing.Should().BeEquivalentTo([($"assets/{bad}/box.bin", "file_damaged"), ($"assets/{gone}/box.bin", "file_missing")]);
        archive.Paths.Should().Contain($"assets/{good}/box.bin").And.NotContain($"assets/{gone}/box.bin");
        archive[$"assets/{bad}/box.bin"].Length.Should().BeInRange(1, 4_999_999, "what is before the damaged part is verified");
        await Eventually.IsTrueAsync(async () => (await _stored.FailuresAsync()).Any(failure => failure.GetProperty("queue").GetString() == "exports-make" && failure.GetRawText().Contains(path.Split('/')[^1], StringComparison.Ordinal)), "the failure document");
    }

    [Fact]
    public async Task Given_APersonWithExports_When_TheirAccountIsRemoved_Then_TheArchivesAreGone()
    {
        var path = await _owner.RequestExportAsync();
        await _owner.ExportEndAsync(path);

        (await _world.Admin.SendAsync(HttpMethod.Delete, $"/users/{_owner.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);

        await _stored.RemovalIsDoneAsync(_owner.UserId);
        await ItsArchiveIsGoneAsync(path.Split('/')[^1]);
    }

    private async Task ItsArchiveIsGoneAsync(string export)
    {
        await Eventually.IsTrueAsync(async () => (await _stored.ArchivesAsync(export)).Count == 0, "no blob");
        var state = (await _stored.ExportAsync(_owner.UserId, export)).GetProperty("state");
        (state.TryGetProperty("sealed", out _), state.TryGetProperty("file", out _)).Should().Be((false, false), "nothing is left that could open it");
    }

    /// <summary>What the archive says of an asset is what the API says, but for what only the API has.</summary>
    private static void SameFields(JsonElement exported, JsonElement shown)
    {
        foreach (var field in shown.EnumerateObject().Where(field => field.Name is not ("id" or "links" or "upload_path" or "thumbnail_path")))
            JsonElement.DeepEquals(exported.GetProperty(field.Name), field.Value).Should().BeTrue(field.Name);
    }
}
