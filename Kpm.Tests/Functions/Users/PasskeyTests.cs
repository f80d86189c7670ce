using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Passkeys of a person: registering, listing and removing them.</summary>
[Collection(ApiTests.Name)]
public sealed class PasskeyTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _person = Person.New("passkey");
    private ApiWorld _world = null!;
    private ApiClient _client = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _client = await _world.JoinAsync(_person);
        _phone = New();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_ARegistration_When_Read_Then_ItAsksForAPasskeyOfThisPersonAndNamesNoAddress()
    {
        var begun = await _client.PostAsync(PasskeyWorld.Registrations, new { });
        begun.ShouldBe(HttpStatusCode.Created);
        var shown = await _client.GetAsync(begun.Location!.ToString());

        shown.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        shown.Body.Should().NotContain(_person.Email);
        var user = shown.Json.GetProperty("user");
        user.GetProperty("id").GetString().Should().Be(System.Buffers.Text.Base64Url.EncodeToString(Guid.Parse(_client.UserId).ToByteArray(bigEndian: true)));
        user.GetProperty("name").GetString().Should().Be(_person.Username);
        user.GetProperty("displayName").GetString().Should().Be(_person.PublicName);
        shown.Json.GetProperty("rp").GetProperty("id").GetString().Should().Be("localhost");
        System.Buffers.Text.Base64Url.DecodeFromChars(shown.Json.GetProperty("challenge").GetString()).Should().HaveCount(32);
        shown.Json.GetProperty("excludeCredentials").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Given_AnAnswer_When_ItEndsTheRegistration_Then_ThePasskeyIsListedAndAMailTellsIt()
    {
        var (path, options) = await PasskeyWorld.BeginAsync(_client);
        var answer = new { name = "  My phone ", credential = _phone.Create(options) };

        (await _client.PutAsync(path, answer)).ShouldBe(HttpStatusCode.NoContent);

        (await _client.PutAsync(path, answer)).ShouldBe(HttpStatusCode.NoContent);
        var listed = (await _client.ItemsAsync(PasskeyWorld.Passkeys)).Should().ContainSingle().Subject;
        listed.GetProperty("id").GetString().Should().Be(path.Split('/')[^1]);
        listed.GetProperty("name").GetString().Should().Be("My phone");
        listed.GetProperty("last_used_ts").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        (await _client.GetAsync(path)).ShouldBeProblem(404, "not_found");
        using var other = New();
        (await _client.PutAsync(path, new { name = "Other", credential = other.Create(options) })).ShouldBeProblem(404, "not_found");
        await MailAsync("A passkey was added");
    }

    [Fact]
    public async Task Given_APasskey_When_AnotherIsRegistered_Then_ItsAuthenticatorIsNotAskedAgainAndNotTakenTwice()
    {
        await PasskeyWorld.RegisterAsync(_client, _phone);

        var (path, options) = await PasskeyWorld.BeginAsync(_client);

        var excluded = options.GetProperty("excludeCredentials").EnumerateArray().Should().ContainSingle().Subject;
        excluded.GetProperty("id").GetString().Should().Be(_phone.Credential);
        excluded.GetProperty("transports").EnumerateArray().Select(word => word.GetString()).Should().Equal("internal", "hybrid", "a-new-one");
        (await _client.PutAsync(path, new { name = "Again", credential = _phone.Create(options) })).ShouldBeProblem(409, "conflict");
    }

    [Fact]
    public async Task Given_ARegistration_When_TheAnswerIsNotRight_Then_ItIsRefusedAndARightOneStillPasses()
    {
        var (path, options) = await PasskeyWorld.BeginAsync(_client);
        using var wrongOrigin = new SoftwareAuthenticator("https://keepem.example");
        using var wrongParty = new SoftwareAuthenticator(PasskeyWorld.OriginOf(_world)) { RelyingParty = "keepem.example" };
        using var unverified = new SoftwareAuthenticator(PasskeyWorld.OriginOf(_world)) { Verifies = false };
        using var wrongChallenge = new SoftwareAuthenticator(PasskeyWorld.OriginOf(_world)) { Challenge = new string('A', 43) };
        foreach (var wrong in new[] { wrongOrigin, wrongParty, unverified, wrongChallenge })
            (await _client.PutAsync(path, new { name = "Wrong", credential = wrong.Create(options) })).ShouldBeProblem(400, "passkey_not_verified");
        foreach (var nonsense in new object[] { new { }, 5, "text", new { id = "AA", rawId = "AA", type = "public-key", response = new { clientDataJSON = "AA", attestationObject = "oA" } } })
            (await _client.PutAsync(path, new { name = "Wrong", credential = nonsense })).ShouldBeProblem(400, "passkey_not_verified");
        foreach (var name in new[] { "", "  ", new string('x', 65), "a\nb" })
            (await _client.PutAsync(path, new { name, credential = _phone.Create(options) })).ShouldBeProblem(422, "validation_failed", "/name");

        (await _client.PutAsync(path, new { name = new string('x', 64), credential = _phone.Create(options) })).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_ARegistrationThatWasGivenUp_When_AnsweredOrAnsweredByAnother_Then_ThereIsNone()
    {
        var (given, options) = await PasskeyWorld.BeginAsync(_client);
        using var other = await _world.JoinAsync("thief");
        (await other.PutAsync(given, new { name = "Mine now", credential = _phone.Create(options) })).ShouldBeProblem(404, "not_found");
        (await other.GetAsync(given)).ShouldBeProblem(404, "not_found");
        await PasskeyWorld.BeginAsync(_client);

        (await _client.PutAsync(given, new { name = "Late", credential = _phone.Create(options) })).ShouldBeProblem(404, "not_found");

        (await _client.GetAsync($"{PasskeyWorld.Registrations}/x")).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Given_ARegistration_When_FiveMinutesOld_Then_ItIsOver()
    {
        var (path, options) = await PasskeyWorld.BeginAsync(_client);
        using var stored = new Faults.StoredDocuments(_world.App);
        await stored.AgePasskeyRegistrationAsync(_client.UserId);

        (await _client.GetAsync(path)).ShouldBeProblem(404, "not_found");
        (await _client.PutAsync(path, new { name = "Late", credential = _phone.Create(options) })).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Given_TenPasskeys_When_OneMoreIsWanted_Then_OneIsToBeRemovedFirst()
    {
        var ids = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            using var authenticator = New();
            ids.Add(await PasskeyWorld.RegisterAsync(_client, authenticator, $"No {i}"));
        }

        (await _client.PostAsync(PasskeyWorld.Registrations, new { })).ShouldBeProblem(409, "too_many_passkeys");
        (await _client.DeleteAsync($"{PasskeyWorld.Passkeys}/{ids[4]}")).ShouldBe(HttpStatusCode.NoContent);
        (await _client.PostAsync(PasskeyWorld.Registrations, new { })).ShouldBe(HttpStatusCode.Created);
        (await _client.ItemsAsync(PasskeyWorld.Passkeys)).Select(item => item.GetProperty("name").GetString()).Should().HaveCount(9).And.NotContain("No 4");
    }

    [Fact]
    public async Task Given_APasskey_When_Removed_Then_ItOpensNothingAndAMailTellsIt()
    {
        var id = await PasskeyWorld.RegisterAsync(_client, _phone);
        using var other = await _world.JoinAsync("other");
        (await other.DeleteAsync($"{PasskeyWorld.Passkeys}/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await LogInAsync()).ShouldBe(HttpStatusCode.OK);

        (await _client.DeleteAsync($"{PasskeyWorld.Passkeys}/{id}")).ShouldBe(HttpStatusCode.NoContent);

        (await LogInAsync()).ShouldBeProblem(401, "bad_passkey");
        (await _client.CountAsync(PasskeyWorld.Passkeys)).Should().Be(0);
        (await _client.DeleteAsync($"{PasskeyWorld.Passkeys}/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await _client.DeleteAsync($"{PasskeyWorld.Passkeys}/x")).ShouldBeProblem(404, "not_found");
        await MailAsync("A passkey was removed");
    }

    [Fact]
    public async Task Given_ATokenFromARefresh_When_PasskeysAreTouched_Then_ALogInWithAPasskeyIsFreshEnough()
    {
        var id = await PasskeyWorld.RegisterAsync(_client, _phone);
        (await _client.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        (await _client.PostAsync(PasskeyWorld.Registrations, new { })).ShouldBeProblem(401, "stale_token");
        (await _client.DeleteAsync($"{PasskeyWorld.Passkeys}/{id}")).ShouldBeProblem(401, "stale_token");
        (await _client.CountAsync(PasskeyWorld.Passkeys)).Should().Be(1);

        _client.AccessToken = (await LogInAsync()).Json.GetProperty("access_token").GetString();

        (await _client.DeleteAsync($"{PasskeyWorld.Passkeys}/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    private SoftwareAuthenticator New() => new(PasskeyWorld.OriginOf(_world));

    private Task<ApiAnswer> LogInAsync() => PasskeyWorld.LogInAsync(_world.Nobody, _phone);

    private Task MailAsync(string subject) => Eventually.IsTrueAsync(
        async () => (await _world.App.Mailbox.MailsAsync(_person.Email)).Any(mail => mail.Subject.Contains(subject, StringComparison.Ordinal)),
        $"the mail '{subject}'");
}
