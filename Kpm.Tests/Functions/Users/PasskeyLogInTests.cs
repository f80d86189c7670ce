using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Log-ins with a passkey alone.</summary>
[Collection(ApiTests.Name)]
public sealed class PasskeyLogInTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _person = Person.New("keyholder");
    private ApiWorld _world = null!;
    private ApiClient _client = null!;
    private ApiClient _nobody = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _client = await _world.JoinAsync(_person);
        _nobody = _world.App.NewClient();
        _phone = new SoftwareAuthenticator(PasskeyWorld.OriginOf(_world));
        await PasskeyWorld.RegisterAsync(_client, _phone);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _nobody.Dispose();
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_APasskey_When_ItLogsIn_Then_ThereIsASessionOfTwoFactorsAndItsUseIsSeen()
    {
        var answered = await LogInAsync();

        answered.ShouldBe(HttpStatusCode.OK);
        answered.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        answered.Json.GetProperty("user_id").GetString().Should().Be(_client.UserId);
        new TokenForge(answered.Json.GetProperty("access_token").GetString()!).Claims["amr"]!.ToJsonString().Should().Be("""["pop","user","mfa"]""");
        _nobody.AccessToken = answered.Json.GetProperty("access_token").GetString();
        (await _nobody.GetAsync("/me")).Json.GetProperty("id").GetString().Should().Be(_client.UserId);
        (await _client.ItemsAsync(PasskeyWorld.Passkeys)).Single().GetProperty("last_used_ts").GetInt64().Should().BePositive();
    }

    [Fact]
    public async Task Given_AnAccountWithAnAuthenticatorApp_When_ItsPasskeyLogsIn_Then_NoCodeIsAsked()
    {
        const string Totp = "/me/second-factors/totp";
        (await _client.PostAsync(Totp, new { })).ShouldBe(HttpStatusCode.Created);
        var app = new Authenticator((await _client.GetAsync(Totp)).Json.GetProperty("uri").GetString()!);
        (await _client.PutAsync($"{Totp}/confirm", new { code = app.Code() })).ShouldBe(HttpStatusCode.NoContent);
        (await _nobody.LogInAsync(_person)).ShouldBeProblem(401, "second_factor_required");

        (await LogInAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_AChallenge_When_Read_Then_ItTellsNothingOfAnybodyAndIsNotKept()
    {
        var begun = await _nobody.PostAsync(PasskeyWorld.Challenges, new { }, idempotencyKey: Guid.NewGuid().ToString());
        var shown = await _nobody.GetAsync(begun.Location!.ToString());

        shown.ShouldBe(HttpStatusCode.OK);
        shown.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        shown.Json.EnumerateObject().Select(member => member.Name).Should().Equal("challenge", "timeout", "rpId", "allowCredentials", "userVerification");
        shown.Json.GetProperty("allowCredentials").GetArrayLength().Should().Be(0);
        foreach (var none in new[] { "x", _client.UserId, Guid.NewGuid().ToString() }) (await _nobody.GetAsync($"{PasskeyWorld.Challenges}/{none}")).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Given_AUsedChallenge_When_TheSameAnswerComesAgain_Then_ItIsRefused()
    {
        var (id, options) = await PasskeyWorld.ChallengeAsync(_nobody);
        var body = new { challenge_id = id, credential = _phone.Get(options) };
        (await _nobody.PostAsync(PasskeyWorld.LogIn, body)).ShouldBe(HttpStatusCode.OK);

        (await _nobody.PostAsync(PasskeyWorld.LogIn, body)).ShouldBeProblem(401, "bad_passkey");

        (await _nobody.GetAsync($"{PasskeyWorld.Challenges}/{id}")).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Given_OneAnswer_When_SentManyTimesAtOnce_Then_OneSessionStarts()
    {
        using var synced = new SoftwareAuthenticator(PasskeyWorld.OriginOf(_world)) { IsSynced = true };
        await PasskeyWorld.RegisterAsync(_client, synced);
        var (id, options) = await PasskeyWorld.ChallengeAsync(_nobody);
        var body = new { challenge_id = id, credential = synced.Get(options) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _nobody.PostAsync(PasskeyWorld.LogIn, body)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).Should().Be(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).Should().AllSatisfy(answer => answer.ShouldBeProblem(401, "bad_passkey"));
    }

    [Fact]
    public async Task Given_AChallenge_When_TheAnswerIsNotRight_Then_EveryReasonHasOneAnswer()
    {
        using var strange = new SoftwareAuthenticator(_phone.Origin) { UserHandle = _phone.UserHandle };
        using var nobodys = new SoftwareAuthenticator(_phone.Origin) { UserHandle = new string('A', 22) };
        using var handless = new SoftwareAuthenticator(_phone.Origin);
        var answers = new List<ApiAnswer>();
        foreach (var wrong in new[] { strange, nobodys, handless }) answers.Add(await PasskeyWorld.LogInAsync(_nobody, wrong));
        answers.Add(await LogInAsync(phone => phone.RelyingParty = "keepem.example"));
        answers.Add(await LogInAsync(phone => phone.Origin = "http://localhost:1"));
        answers.Add(await LogInAsync(phone => phone.Verifies = false));
        answers.Add(await LogInAsync(phone => phone.Challenge = new string('A', 43)));
        var (id, options) = await PasskeyWorld.ChallengeAsync(_nobody);
        answers.Add(await _nobody.PostAsync(PasskeyWorld.LogIn, new { challenge_id = id, credential = "nonsense" }));
        answers.Add(await _nobody.PostAsync(PasskeyWorld.LogIn, new { challenge_id = id, credential = _phone.Get(options) }));
        answers.Add(await _nobody.PostAsync(PasskeyWorld.LogIn, new { challenge_id = "x", credential = _phone.Get(options) }));

        foreach (var answer in answers) answer.ShouldBeProblem(401, "bad_passkey");
        answers.Select(answer => answer.Json.GetProperty("detail").GetString()).Distinct().Should().ContainSingle();
        (await LogInAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_AnotherPersonsPasskey_When_ItNamesThisPerson_Then_ItOpensNeither()
    {
        using var other = await _world.JoinAsync("other");
        using var tablet = new SoftwareAuthenticator(_phone.Origin);
        await PasskeyWorld.RegisterAsync(other, tablet);
        tablet.UserHandle = _phone.UserHandle;

        (await PasskeyWorld.LogInAsync(_nobody, tablet)).ShouldBeProblem(401, "bad_passkey");
    }

    [Fact]
    public async Task Given_AChallenge_When_FiveMinutesOld_Then_ItIsOver()
    {
        var (id, options) = await PasskeyWorld.ChallengeAsync(_nobody);
        using var stored = new Faults.StoredDocuments(_world.App);
        await stored.AgePasskeyChallengeAsync(id);

        (await _nobody.GetAsync($"{PasskeyWorld.Challenges}/{id}")).ShouldBeProblem(404, "not_found");
        (await _nobody.PostAsync(PasskeyWorld.LogIn, new { challenge_id = id, credential = _phone.Get(options) })).ShouldBeProblem(401, "bad_passkey");
    }

    [Fact]
    public async Task Given_ACopyOfAPasskey_When_TheOtherWasUsedMore_Then_ItIsRefusedSeenAndMailed()
    {
        _phone.Count = 50;
        (await LogInAsync()).ShouldBe(HttpStatusCode.OK);
        foreach (var count in new uint[] { 50, 7 })
        {
            _phone.Count = count;
            (await LogInAsync()).ShouldBeProblem(401, "bad_passkey");
        }

        (await _client.ItemsAsync(PasskeyWorld.Passkeys)).Single().GetProperty("suspected_ts").GetInt64().Should().BePositive();
        _phone.Count = 51;
        (await LogInAsync()).ShouldBe(HttpStatusCode.OK);
        await Eventually.IsTrueAsync(
            async () => (await _world.App.Mailbox.MailsAsync(_person.Email)).Any(mail => mail.Subject.Contains("A passkey was refused", StringComparison.Ordinal)),
            "the mail of the copy");
    }

    [Fact]
    public async Task Given_ASyncedPasskeyThatDoesNotCount_When_ItLogsInTwice_Then_ItPasses()
    {
        using var synced = new SoftwareAuthenticator(_phone.Origin) { IsSynced = true };
        await PasskeyWorld.RegisterAsync(_client, synced);
        for (var i = 0; i < 2; i++) (await PasskeyWorld.LogInAsync(_nobody, synced)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_ARoleThatThePersonLacks_When_AskedFor_Then_ItIsRefused()
    {
        var (id, options) = await PasskeyWorld.ChallengeAsync(_nobody);
        (await _nobody.PostAsync(PasskeyWorld.LogIn, new { challenge_id = id, credential = _phone.Get(options), scope = "user admin" })).ShouldBeProblem(400, "scope_mismatch");
    }

    [Fact]
    public async Task Given_AnAccountThatIsLeaving_When_ItsPasskeyLogsIn_Then_ItGoesOn()
    {
        (await _client.DeleteAsync("/me")).ShouldBe(HttpStatusCode.Accepted);

        (await LogInAsync()).ShouldBe(HttpStatusCode.OK);

        await Eventually.IsTrueAsync(
            async () => (await _world.App.Mailbox.MailsAsync(_person.Email)).Any(mail => mail.Subject.Contains("Your account goes on", StringComparison.Ordinal)),
            "the mail that the account goes on");
    }

    [Fact]
    public async Task Given_AClosedAccount_When_ItsPasskeyLogsIn_Then_ADisabledOneSaysSoAndARemovedOneIsUnknown()
    {
        (await _world.Admin.PutAsync($"/users/{_client.UserId}/disable", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await LogInAsync()).ShouldBeProblem(403, "user_not_validated");
        (await _world.Admin.SendAsync(HttpMethod.Delete, $"/users/{_client.UserId}", JsonContent.Create(new { reason = "" }))).ShouldBe(HttpStatusCode.NoContent);
        (await LogInAsync()).ShouldBeProblem(401, "bad_passkey");
        using var stored = new Faults.StoredDocuments(_world.App);
        await stored.RemovalIsDoneAsync(_client.UserId);
        await Eventually.IsTrueAsync(async () => !(await stored.AllTextAsync()).Contains(_phone.Credential, StringComparison.Ordinal), "nothing is left of the passkey");
    }

    private Task<ApiAnswer> LogInAsync() => PasskeyWorld.LogInAsync(_nobody, _phone);

    /// <summary>Logs in with the phone as it is told to be for this once.</summary>
    private async Task<ApiAnswer> LogInAsync(Action<SoftwareAuthenticator> change)
    {
        change(_phone);
        var answer = await LogInAsync();
        (_phone.Origin, _phone.RelyingParty, _phone.Verifies, _phone.Challenge) = (PasskeyWorld.OriginOf(_world), null, true, null);
        return answer;
    }
}
