using System.Net;
using System.Text.Json;
using Kpm.Core.Shared;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Drill;

/// <content>What must be true when everything is back.</content>
internal sealed partial class DrillStory
{
    public async Task TellSecondHalfAsync()
    {
        await log.CheckAsync("log-ins: password, second factor, a session from before; not Emma's, and not with a wrong password", LogInsAsync);
        await log.CheckAsync("the admin has all rows made anew, and no work was given up", RebuildAsync);
        await log.CheckAsync("photo and film, byte for byte", () => HoldAsync(_anna, (_photoId, _photo.Bytes), (_filmId, _film)));
        await log.CheckAsync("all that was stored before the backup began, and of what was stored meanwhile nothing in halves", WritesAsync);
        await log.CheckAsync("the event that waited in Anna's document is sent: Ben sees her new name", EventAsync);
        await log.CheckAsync("Ben claims what waited for him", ClaimAsync);
        await log.CheckAsync("the grandmother follows the link of a mail from before, and claims", InvitationAsync);
        await log.CheckAsync("the day comes: the legacy for Cleo is executed, once", DueAsync);
        await log.CheckAsync("an export is what its manifest says, and the chain in it has no gap", ExportAsync);
        await log.CheckAsync("nothing of Emma's opens, all else does", () => OnlyErasedAreClosedAsync(_emma.UserId));
        await log.CheckAsync("Emma's erase is certified", () => IsCertifiedAsync(_emma.UserId));
        await log.CheckAsync("outboxes and queues are empty, and no work was given up", IsQuietAsync);
        await log.CheckAsync("nothing changes when all events of the last day are sent again", ReplayAsync);
    }

    /// <summary>Finn is erased, after the backup.</summary>
    public Task EraseFinnAsync() => RemoveAsync(Finn.UserId);

    /// <summary>The account of the keys was never restored: it knows that Finn was erased.</summary>
    /// <param name="erasedSince">Who is to be erased again, as the restore told.</param>
    public async Task TellOfFinnAsync(IReadOnlyList<string> erasedSince)
    {
        await log.CheckAsync("the restore names Finn, and nobody else, as erased since", () => Task.Run(() => erasedSince.Should().Equal(Finn.UserId)));
        await log.CheckAsync("nothing of Finn's and Emma's opens, though the documents are back; all else does", () => OnlyErasedAreClosedAsync(Finn.UserId, _emma.UserId));
        await log.CheckAsync("Finn's account is removed again, and the certificate names the first erase", async () =>
        {
            (await Admin.LogInAsync(_adminPerson)).ShouldBe(HttpStatusCode.OK);
            await EraseFinnAsync();
            await IsCertifiedAsync(Finn.UserId);
            (await _stored.DocumentsAsync("assets")).Should().NotContain(asset => asset.GetRawText().Contains(Finn.UserId, StringComparison.Ordinal) && asset.GetProperty("state").GetProperty("lifecycle").GetString() == "active");
        });
    }

    /// <summary>The key of the vault is another one.</summary>
    public Task TellOfLostVaultAsync() => log.CheckAsync("without the key of the vault people log in, but no file opens and no user key", async () =>
    {
        (await _writer.LogInAsync(_writerPerson)).ShouldBe(HttpStatusCode.OK);
        foreach (var (asset, _) in _before) (await _writer.DownloadAsync(asset)).Status.Should().BeGreaterThanOrEqualTo(400);
        await NoKeyOpensAsync();
    });

    private async Task LogInsAsync()
    {
        (await _ben.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        using var other = NewClient();
        (await other.LogInAsync(_benPerson)).ShouldBe(HttpStatusCode.OK);
        (await other.LogInAsync(_benPerson with { Password = "another battery" })).ShouldBeProblem(401, "bad_credentials");
        (await other.LogInAsync(_emmaPerson)).ShouldBeProblem(401, "bad_credentials");
        (await other.LogInAsync(_annaPerson)).Response.IsSuccessStatusCode.Should().BeFalse("there is a second factor");
        (await _anna.LogInAsync(_annaPerson, otp: _authenticator.NextCode())).ShouldBe(HttpStatusCode.OK);
        (await Admin.LogInAsync(_adminPerson)).ShouldBe(HttpStatusCode.OK);
    }

    private async Task RebuildAsync()
    {
        (await Admin.PostAsync("/admin/projections/rebuild", new { })).ShouldBe(HttpStatusCode.Accepted);
        await IsQuietAsync();
    }

    private async Task ReplayAsync()
    {
        await UploadsAreClearedAsync();
        var (before, mails) = (await _stored.EverythingAsync(), (await system.Mailbox.MailsAsync()).Count);
        (await Admin.PostAsync("/admin/events/replay", new { since_ts = TimeProvider.System.GetUtcNow().AddHours(-24).ToUnixTimeMilliseconds() })).ShouldBe(HttpStatusCode.Accepted);
        await IsQuietAsync();
        (await _stored.EverythingAsync()).Except(before).Should().BeEmpty();
        (await system.Mailbox.MailsAsync()).Should().HaveCount(mails);
    }

    /// <summary>What a completed upload does not need is deleted a minute later, by a timer: that minute may end while events are sent again.</summary>
    private async Task UploadsAreClearedAsync()
    {
        foreach (var upload in await UploadsAsync()) await _stored.BringForwardExpiryAsync(upload.GetProperty("id").GetString()!);
        await system.HurriedAsync("SweepUploads", async () => (await UploadsAsync()).All(upload => !upload.TryGetProperty("nextCheckAt", out var next) || next.GetInt64() > 1), "the end of what uploads left");

        async Task<List<JsonElement>> UploadsAsync() => [.. (await _stored.DocumentsAsync("uploads")).Where(document => document.GetProperty("type").GetString() == "upload")];
    }

    private async Task WritesAsync()
    {
        await HoldAsync(_writer, [.. _before]);
        var found = 0;
        foreach (var (asset, bytes) in _written.Skip(_before.Count))
        {
            var answer = await _writer.GetAsync($"/assets/{asset}");
            if (answer.Status != HttpStatusCode.OK || answer.Json.GetProperty("state").GetString() != "active") continue;
            (await _writer.DownloadAsync(asset)).Bytes.Should().Equal(bytes);
            found++;
        }

        log.Note($"stored before: {_before.Count}, all there; stored meanwhile or later: {_written.Count - _before.Count}, there: {found}");
    }

    private async Task EventAsync()
    {
        await Eventually.IsTrueAsync(async () => (await _ben.GetAsync("/me/keeps")).Body.Contains(NewName, StringComparison.Ordinal), "the new name");
    }

    private async Task ClaimAsync()
    {
        (await _ben.ItemsAsync("/me/legacy/incoming")).Should().ContainSingle();
        (await _ben.PostAsync($"/legacy/{_letterPlan}/trigger", new { })).ShouldBe(HttpStatusCode.NoContent);
        await Eventually.IsTrueAsync(async () => (await _ben.GetAsync($"/assets/{_letterId}")).Status == HttpStatusCode.OK, "the letter");
        await HoldAsync(_ben, (_letterId, _letter.Bytes));
        (await _anna.GetAsync($"/assets/{_letterId}")).ShouldBeProblem(403, "forbidden");
    }

    private async Task InvitationAsync()
    {
        using var browser = NewClient();
        var token = (await system.Mailbox.LinkAsync(_grandmother.Email, "invitation_token")).Query.Split('=')[1];
        (await browser.PostAsync("/invitations/sign-up", new { invitation_token = token, username = _grandmother.Username, password = _grandmother.Password, public_name = "Iaia" })).ShouldBe(HttpStatusCode.Created);
        (await browser.LogInAsync(_grandmother)).ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(async () => (await browser.PostAsync($"/legacy/{_recipePlan}/trigger", new { })).Status == HttpStatusCode.NoContent, "her claim");
        await Eventually.IsTrueAsync(async () => await browser.CountAsync("/me/assets") == 1, "the recipe");
    }

    private async Task DueAsync()
    {
        await _stored.BringForwardReleaseAsync(_ringPlan, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await system.FireAsync("CheckDueReleases");
        await system.FireAsync("CheckDueReleases");
        await Eventually.IsTrueAsync(async () => (await _cleo.GetAsync($"/assets/{_ringId}")).Status == HttpStatusCode.OK, "the ring");
        await HoldAsync(_cleo, (_ringId, _ring.Bytes));
        await system.FireAsync("CheckDueReleases");
        await IsQuietAsync();
        (await _anna.ItemsAsync("/me/history?size=100")).Count(step => step.GetProperty("kind").GetString() == "legacy_executed" && step.GetProperty("legacy").GetString() == $"/legacy/{_ringPlan}").Should().Be(1);
        (await system.Mailbox.MailsAsync(_cleoPerson.Email)).Count(mail => mail.CustomArgs!["kpm_mail_id"].Split(':')[1] == "LegacyDelivered").Should().Be(1);
    }

    private async Task ExportAsync()
    {
        var archive = await _anna.ExportAsync();
        archive.Missing.Should().BeEmpty();
        archive[archive.Assets.Single(asset => asset.Asset.GetProperty("id").GetString()!.EndsWith(_filmId, StringComparison.Ordinal)).File!].AsSpan().SequenceEqual(_film).Should().BeTrue();
        var chain = archive.Json("history.json").GetProperty("entries").EnumerateArray().ToList();
        ExportedChain.Verify(UserId.Of(Guid.Parse(_anna.UserId)), chain).Should().BeTrue();
        log.Note($"{archive.Assets.Count} assets, {chain.Count} entries");
    }

    private async Task OnlyErasedAreClosedAsync(params string[] erased)
    {
        var contents = await SealedContents.TryAllAsync(system);
        contents.Where(content => erased.Contains(content.Owner)).Should().NotBeEmpty().And.OnlyContain(content => !content.Opens);
        contents.Where(content => !erased.Contains(content.Owner)).Should().NotBeEmpty().And.OnlyContain(content => content.Opens);
        log.Note($"{contents.Count(content => content.Opens)} open, {contents.Count(content => !content.Opens)} do not");
    }

    private async Task IsCertifiedAsync(string person)
    {
        await _stored.AgeErasureAsync(person, TimeSpan.FromMinutes(5));
        (await Admin.GetAsync($"/users/{person}/erasure")).ShouldBe(HttpStatusCode.OK);
    }

    private async Task IsQuietAsync()
    {
        await OutboxesAreEmptyAsync();
        await system.BusOperator.AreDrainedAsync();
        (await _stored.FailuresAsync()).Should().BeEmpty();
    }

    /// <summary>Asks the vault to unwrap every user key that is stored.</summary>
    private async Task NoKeyOpensAsync()
    {
        using var vault = new SystemVault(system);
        var people = await _stored.PeopleWithKeysAsync();
        people.Should().NotBeEmpty();
        foreach (var person in people)
        {
            var opening = () => vault.Keys.GetAsync(UserId.Of(Guid.Parse(person)), default);
            await opening.Should().ThrowAsync<Exception>();
        }

        log.Note($"{people.Count} user keys, none unwraps");
    }

    private static async Task HoldAsync(ApiClient person, params (string Asset, byte[] Bytes)[] files)
    {
        foreach (var (asset, bytes) in files)
        {
            var (status, read) = await person.DownloadAsync(asset);
            status.Should().Be(200);
            read.AsSpan().SequenceEqual(bytes).Should().BeTrue(asset);
        }
    }
}
