using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Two-step verification: an authenticator app, recovery codes, and the log-in with them.</summary>
[Collection(ApiTests.Name)]
public sealed class SecondFactorTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Totp = "/me/second-factors/totp";
    private const string Recovery = "/me/recovery-codes";
    private readonly Person _person = Person.New("factor");
    private ApiWorld _world = null!;
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _client = await _world.JoinAsync(_person);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_AnApp_When_ItsCodeConfirmsIt_Then_TheSecretIsNotShownAgainAndAMailTellsIt()
    {
        (await _client.GetAsync(Totp)).ShouldBeProblem(404, "not_found");
        (await ConfirmAsync("123456")).ShouldBeProblem(404, "not_found");
        var added = await _client.PostAsync(Totp, new { });
        added.ShouldBe(HttpStatusCode.Created);
        added.Location.Should().Be($"/api/v1{Totp}");
        var shown = await _client.GetAsync(Totp);
        shown.Json.GetProperty("confirmed").GetBoolean().Should().BeFalse();
        shown.Json.GetProperty("uri").GetString().Should().Contain($"secret={shown.Json.GetProperty("secret").GetString()}&issuer=Keepem");
        shown.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await LogInAsync(null)).ShouldBe(HttpStatusCode.OK);
        (await _client.GetAsync(Recovery)).ShouldBeProblem(404, "not_found");
        var app = new Authenticator(shown.Json.GetProperty("uri").GetString()!);

        (await ConfirmAsync(app.WrongCode())).ShouldBeProblem(401, "second_factor_invalid");
        (await ConfirmAsync(app.Code())).ShouldBe(HttpStatusCode.NoContent);

        (await _client.GetAsync(Totp)).Body.Should().Be("""{"secret":null,"uri":null,"confirmed":true}""");
        (await _client.PostAsync(Totp, new { })).ShouldBeProblem(409, "conflict");
        await MailAsync("Two-step verification is on");
    }

    [Fact]
    public async Task Given_ASecondFactor_When_SomebodyLogsIn_Then_ThePasswordIsLookedAtFirstAndEachCodeWorksOnce()
    {
        var app = await GuardAsync();
        (await LogInAsync(null)).ShouldBeProblem(401, "second_factor_required");
        (await LogInAsync(" ")).ShouldBeProblem(401, "second_factor_required");
        (await LogInAsync(app.WrongCode())).ShouldBeProblem(401, "second_factor_invalid");
        var code = app.NextCode();
        (await LogInAsync(code, password: "a wrong password")).ShouldBeProblem(401, "bad_credentials");

        var in1 = await LogInAsync(code);

        in1.ShouldBe(HttpStatusCode.OK);
        new TokenForge(in1.Json.GetProperty("access_token").GetString()!).Claims["amr"]!.ToJsonString().Should().Be("""["pwd","otp"]""");
        (await LogInAsync(code)).ShouldBeProblem(401, "second_factor_invalid");
        new TokenForge(_client.AccessToken!).Claims.ContainsKey("amr").Should().BeFalse("it logged in by password alone");
    }

    [Fact]
    public async Task Given_RecoveryCodes_When_OneIsUsed_Then_ItWorksOnceAndAMailTellsIt()
    {
        await GuardAsync();
        var codes = await CodesAsync();
        codes.Should().HaveCount(10);
        (await _client.GetAsync(Recovery)).Response.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await _client.PutAsync($"{Recovery}/confirm", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await _client.GetAsync(Recovery)).Body.Should().Be("""{"codes":null,"left":10}""");

        (await LogInAsync(codes[3].ToLowerInvariant().Replace("-", "", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.OK);

        (await LogInAsync(codes[3])).ShouldBeProblem(401, "second_factor_invalid");
        (await _client.GetAsync(Recovery)).Body.Should().Be("""{"codes":null,"left":9}""");
        await MailAsync("A recovery code was used");
    }

    [Fact]
    public async Task Given_NewRecoveryCodes_When_Made_Then_TheFormerOnesDoNotWorkAndAMailTellsIt()
    {
        await GuardAsync();
        var former = await CodesAsync();
        var made = await _client.PostAsync(Recovery, new { });
        made.ShouldBe(HttpStatusCode.Created);
        made.Location.Should().Be($"/api/v1{Recovery}");
        (await LogInAsync(former[0])).ShouldBeProblem(401, "second_factor_invalid");
        (await LogInAsync((await CodesAsync())[0])).ShouldBe(HttpStatusCode.OK);
        await MailAsync("New recovery codes");
    }

    [Fact]
    public async Task Given_FiveWrongCodes_When_ARightOneFollows_Then_ItIsToBeTriedLater()
    {
        var app = await GuardAsync();
        for (var i = 0; i < 5; i++) (await LogInAsync(app.WrongCode())).ShouldBeProblem(401, "second_factor_invalid");
        var locked = await LogInAsync(app.NextCode());
        locked.ShouldBeProblem(429, "second_factor_locked");
        locked.Response.Headers.RetryAfter!.Delta!.Value.Should().BeGreaterThan(TimeSpan.FromMinutes(10)).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(15));
        (await RemoveAsync(app.NextCode())).ShouldBeProblem(429, "second_factor_locked");
        (await LogInAsync(app.NextCode(), password: "a wrong password")).ShouldBeProblem(401, "bad_credentials");
    }

    [Fact]
    public async Task Given_ASecondFactor_When_RemovedWithACode_Then_ThePasswordIsEnoughAndAMailTellsIt()
    {
        var app = await GuardAsync();
        (await RemoveAsync("")).ShouldBeProblem(401, "second_factor_required");
        (await RemoveAsync(app.WrongCode())).ShouldBeProblem(401, "second_factor_invalid");
        (await RemoveAsync(app.NextCode())).ShouldBe(HttpStatusCode.NoContent);
        (await LogInAsync(null)).ShouldBe(HttpStatusCode.OK);
        (await _client.GetAsync(Totp)).ShouldBeProblem(404, "not_found");
        foreach (var gone in new[] { _client.GetAsync(Recovery), _client.PostAsync(Recovery, new { }), _client.PutAsync($"{Recovery}/confirm", new { }) })
            (await gone).ShouldBeProblem(404, "not_found");
        (await RemoveAsync("")).ShouldBe(HttpStatusCode.NoContent);
        await MailAsync("Two-step verification is off");
    }

    [Fact]
    public async Task Given_ATokenFromARefresh_When_TheSecondFactorIsTouched_Then_ANewLogInIsAsked()
    {
        (await _client.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { Totp, Recovery }) (await _client.GetAsync(path)).ShouldBeProblem(401, "stale_token");
        (await _client.PostAsync(Totp, new { })).ShouldBeProblem(401, "stale_token");
    }

    private async Task<Authenticator> GuardAsync()
    {
        (await _client.PostAsync(Totp, new { })).ShouldBe(HttpStatusCode.Created);
        var app = new Authenticator((await _client.GetAsync(Totp)).Json.GetProperty("uri").GetString()!);
        (await ConfirmAsync(app.Code())).ShouldBe(HttpStatusCode.NoContent);
        return app;
    }

    private async Task<IReadOnlyList<string>> CodesAsync() => [.. (await _client.GetAsync(Recovery)).Json.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)];

    private Task<ApiAnswer> ConfirmAsync(string code) => _client.PutAsync($"{Totp}/confirm", new { code });

    private Task<ApiAnswer> RemoveAsync(string code) => _client.SendAsync(HttpMethod.Delete, Totp, JsonContent.Create(new { code }));

    private async Task<ApiAnswer> LogInAsync(string? otp, string? password = null)
    {
        using var client = _world.App.NewClient();
        return await client.LogInAsync(_person with { Password = password ?? _person.Password }, otp: otp);
    }

    private Task MailAsync(string subject) => Eventually.IsTrueAsync(
        async () => (await _world.App.Mailbox.MailsAsync(_person.Email)).Any(mail => mail.Subject.Contains(subject, StringComparison.Ordinal)),
        $"the mail '{subject}'");
}
