using System.Net;
using System.Text.Json;
using Kpm.Core.Notifications;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Rows 17 to 19, OPEN-16, OPEN-17, OPEN-18, SEC-13: asking for a keep and accepting it.</summary>
[Collection(ApiTests.Name)]
public sealed class KeepTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _askingPerson = Person.New("asking");
    private readonly Person _askedPerson = Person.New("asked");
    private ApiWorld _world = null!;
    private ApiClient _asking = null!;
    private ApiClient _asked = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        (_asking, _asked) = (await _world.JoinAsync(_askingPerson), await _world.JoinAsync(_askedPerson));
    }

    public ValueTask DisposeAsync()
    {
        _asking.Dispose();
        _asked.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_OnePair_When_AKeepIsAskedForByIdByCodeByAddressAndFromTheOtherSide_Then_AllNameTheSameKeep()
    {
        var code = (await _asked.GetAsync("/me")).Json.GetProperty("referral_code").GetString();
        ApiAnswer[] answers =
        [
            await _asking.PostAsync("/me/keeps", new { to_code = code }),
            await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId }),
            await _asking.PostAsync("/me/keeps", new { to_id = $"/users/{_asked.UserId}" }),
            await _asking.PostAsync("/me/keeps", new { to_email = _askedPerson.Email.ToUpperInvariant() }),
            await _asked.PostAsync("/me/keeps", new { to_id = _asking.UserId }),
        ];
        foreach (var answer in answers) answer.ShouldBe(HttpStatusCode.Created);
        answers.Select(answer => answer.Location).Distinct().Should().ContainSingle();
        (await _asked.GetAsync(answers[0].Location!.ToString())).Json.GetProperty("requester").GetProperty("id").GetString().Should().Be(_asking.UserId);
    }

    [Fact]
    public async Task Given_BothSidesAtOnce_When_TheyAskOneAnother_Then_ThereIsOneKeep()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId })
            : _asked.PostAsync("/me/keeps", new { to_id = _asking.UserId })));
        foreach (var answer in answers) answer.ShouldBe(HttpStatusCode.Created);
        answers.Select(answer => answer.Location).Distinct().Should().ContainSingle();
    }

    /// <summary>Nobody becomes a keep without a yes: not by the id of a keep with somebody else either.</summary>
    [Fact]
    public async Task Given_ALegacyOfOneWhoIsNoKeepAnyMore_When_AKeepIsAskedByTheIdOfAnother_Then_ItIsTakenAndNothingOpens()
    {
        using var accomplice = await _world.JoinAsync("accomplice");
        var other = await ApiWorld.BefriendAsync(_asking, accomplice);
        var ended = await ApiWorld.BefriendAsync(_asking, _asked);
        var asset = await _asked.AddAssetAsync("For a friend", FileToUpload.Binary(10));
        var legacy = await _asked.PostAsync("/legacy/transfer", new { name = "For you", assets = new[] { asset }, receivers = new[] { _asking.UserId }, scheduled_date = 1 });
        legacy.ShouldBe(HttpStatusCode.Created);
        (await _asked.PutAsync("/me/keeps/decline", new { keep_id = ended, reason = "" })).ShouldBe(HttpStatusCode.NoContent);

        (await _asking.PostAsync("/me/keeps", new { id = other, to_email = _askedPerson.Email })).ShouldBeProblem(409, "conflict");

        (await _asking.GetAsync($"/users/{_asked.UserId}")).ShouldBeProblem(403, "forbidden");
        (await _asking.PostAsync($"{legacy.Location}/trigger", new { })).Response.IsSuccessStatusCode.Should().BeFalse();
        (await _asked.GetAsync("/me/keeps?state=active")).Json.GetProperty("total").GetInt32().Should().Be(0);
        (await _asked.PostAsync("/me/keeps", new { to_id = _asking.UserId })).NewId.Should().NotBe(other, "the pair is free");
    }

    [Fact]
    public async Task Given_Oneself_When_AKeepIsAskedFor_Then_ItIsRefused() =>
        (await _asking.PostAsync("/me/keeps", new { to_id = _asking.UserId })).ShouldBeProblem(400, "keep_with_oneself");

    [Fact]
    public async Task Given_NobodyThere_When_AKeepIsAskedFor_Then_ItIsNotFound()
    {
        (await _asking.PostAsync("/me/keeps", new { to_id = Guid.NewGuid() })).ShouldBeProblem(404, "keep_target_not_found");
        (await _asking.PostAsync("/me/keeps", new { to_id = "x" })).ShouldBeProblem(404, "keep_target_not_found");
        (await _asking.PostAsync("/me/keeps", new { to_code = "!!!!!" })).ShouldBeProblem(404, "keep_target_not_found");
        (await _asking.PostAsync("/me/keeps", new { to_email = Person.New("nobody").Email })).ShouldBeProblem(404, "keep_target_not_found");
        (await _asking.PutAsync("/me/keeps/accept", new { keep_id = Guid.NewGuid() })).ShouldBeProblem(404, "not_found");
        (await _asking.PutAsync("/me/keeps/accept", new { keep_id = "x" })).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Given_APendingKeep_When_TheWrongPersonAccepts_Then_ItStaysPending()
    {
        var keep = (await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId })).NewId;
        (await _asking.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBeProblem(403, "forbidden");
        (await _world.Stranger.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBeProblem(403, "forbidden");
        (await _asking.GetAsync($"/me/keeps/{keep}")).Json.GetProperty("state").GetString().Should().Be("pending");
    }

    [Fact]
    public async Task Given_AnotherVersionInIfMatch_When_AKeepIsAccepted_Then_ThePreconditionFails()
    {
        var keep = (await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId })).NewId;
        var seen = (await _asked.GetAsync($"/me/keeps/{keep}")).ETag;
        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = keep }, "\"99\"")).ShouldBeProblem(412, "version_mismatch");
        (await _world.Stranger.PutAsync("/me/keeps/accept", new { keep_id = keep }, "\"99\"")).ShouldBeProblem(403, "forbidden");
        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = keep }, seen)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AKeep_When_ItIsAccepted_Then_AddressAndCodeAreShownFromThenOnly()
    {
        var keep = (await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId })).NewId;
        var pending = (await Eventually.GetAsync(() => _asking.ItemsAsync("/me/keeps"), found => found.Count == 1, "the keep in the list"))[0];
        foreach (var seen in new[] { pending, (await _asking.GetAsync($"/me/keeps/{keep}")).Json })
            (Text(seen, "email"), Text(seen, "referral_code")).Should().Be(((string?)null, (string?)null));
        (await _asking.GetAsync($"/users/{_asked.UserId}")).ShouldBeProblem(403, "forbidden");

        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBe(HttpStatusCode.NoContent);
        var accepted = await _asking.GetAsync($"/me/keeps/{keep}");
        Text(accepted.Json, "email").Should().Be(_askedPerson.Email);
        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBe(HttpStatusCode.NoContent);
        (await _asking.GetAsync($"/me/keeps/{keep}")).ETag.Should().Be(accepted.ETag, "accepting twice changes nothing");
        await Eventually.IsTrueAsync(async () => Text((await _asking.ItemsAsync("/me/keeps"))[0], "email") == _askedPerson.Email, "the address in the list");
        (await _asking.GetAsync($"/users/{_asked.UserId}")).Json.TryGetProperty("username", out _).Should().BeFalse("a keep sees the public profile");
    }

    /// <summary>OPEN-19: each side is told of what the other did, once, and learns no address from it.</summary>
    [Fact]
    public async Task Given_AKeep_When_ItIsAskedForAndAccepted_Then_TheOtherSideIsToldByMail()
    {
        var keep = (await _asking.PostAsync("/me/keeps", new { to_id = _asked.UserId })).NewId;
        (await MailAsync(_askedPerson, MailKind.KeepRequested)).Text.Should().Contain(_askingPerson.Username).And.NotContain(_askingPerson.Email);
        (await _asked.PutAsync("/me/keeps/accept", new { keep_id = keep })).ShouldBe(HttpStatusCode.NoContent);
        (await MailAsync(_askingPerson, MailKind.KeepAccepted)).Text.Should().Contain(_askedPerson.Username).And.NotContain(_askedPerson.Email);
        foreach (var person in new[] { _askingPerson, _askedPerson })
            (await _world.App.Mailbox.MailsAsync(person.Email)).Count(mail => KindOf(mail).StartsWith("Keep", StringComparison.Ordinal)).Should().Be(1);
    }

    private Task<SentMail> MailAsync(Person person, MailKind kind) => Eventually.GetAsync(
        async () => (await _world.App.Mailbox.MailsAsync(person.Email)).SingleOrDefault(mail => KindOf(mail) == kind.ToString()), found => found is not null, $"the mail {kind}")!;

    private static string KindOf(SentMail mail) => mail.CustomArgs!["kpm_mail_id"].Split(':')[1];

    private static string? Text(JsonElement keep, string field) => keep.GetProperty("requested").GetProperty(field).GetString();
}
