using System.Net;
using System.Net.Http.Json;
using Kpm.Tests.Faults;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http.RateLimits;

/// <summary>A system whose limits are on, few and long. The tests say themselves where they call from, because its host counts as a proxy.</summary>
public sealed class LimitedSystem : IAsyncLifetime
{
    public const int PerAccount = 3;
    public const int PerAddress = 6;
    private static readonly string[] Kinds = ["LogIn", "Registration", "Mail", "MailedToken", "KeepRequest", "Trigger", "PasskeyChallenge", "Verification"];
    private static int _addresses;

    public KpmSystem App { get; private set; } = null!;

    /// <summary>An address that nobody has called from.</summary>
    public static string NewAddress() => $"203.0.113.{Interlocked.Increment(ref _addresses)}";

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["RateLimits__Enabled"] = "true", ["RateLimits__TrustedProxies"] = "127.0.0.0/8" };
        foreach (var kind in Kinds)
        {
            settings[$"RateLimits__{kind}__PerAccount"] = $"{PerAccount}";
            settings[$"RateLimits__{kind}__PerAddress"] = $"{PerAddress}";
            settings[$"RateLimits__{kind}__WindowSeconds"] = "86400";
        }

        App = await KpmSystem.StartAsync(settings);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>SEC-09: what is tried too often is refused, by account and by network address, and the refusal tells nothing of the account.</summary>
public sealed class RateLimitTests(LimitedSystem limited) : IClassFixture<LimitedSystem>
{
    private const string Password = "correct horse battery";

    [Theory]
    [InlineData("/login")]
    [InlineData("/token")]
    public async Task Given_AnUnknownAddress_When_LoggedInTooOften_Then_ItIsLimitedAsAKnownOne(string route)
    {
        var (known, unknown) = (Person.New("known"), Person.New("unknown"));
        await RegisterAsync(known);
        var ofKnown = await RefusalAsync(() => LogInAsync(route, known.Email, "wrong password"));
        var ofUnknown = await RefusalAsync(() => LogInAsync(route, unknown.Email, "wrong password"));
        ofKnown.Json.GetProperty("detail").GetString().Should().Be(ofUnknown.Json.GetProperty("detail").GetString());
        (await LogInAsync(route, known.Email.ToUpperInvariant() + " ", Password)).ShouldBeProblem(429, "rate_limited");
    }

    [Fact]
    public async Task Given_TwoSpellingsOfOneMailbox_When_LoggedIn_Then_TheyAreOneAccount()
    {
        var name = Guid.NewGuid().ToString("N");
        for (var i = 0; i < LimitedSystem.PerAccount; i++) (await LogInAsync("/login", $"{name[..4]}.{name[4..]}@gmail.com", "wrong password")).ShouldBeProblem(401, "bad_credentials");
        (await LogInAsync("/login", $"{name}@gmail.com", "wrong password")).ShouldBeProblem(429, "rate_limited");
    }

    [Fact]
    public async Task Given_ManyAccounts_When_TriedFromOneAddress_Then_TheAddressIsLimitedAndOthersAreNot()
    {
        var address = LimitedSystem.NewAddress();
        for (var i = 0; i < LimitedSystem.PerAddress; i++) (await LogInAsync("/login", Person.New("some").Email, "wrong", address)).ShouldBeProblem(401, "bad_credentials");
        (await LogInAsync("/login", Person.New("some").Email, "wrong", address)).ShouldBeProblem(429, "rate_limited");
        (await LogInAsync("/login", Person.New("some").Email, "wrong", $"198.51.100.200, {address}:99")).ShouldBeProblem(429, "rate_limited");
        (await LogInAsync("/login", Person.New("some").Email, "wrong")).ShouldBeProblem(401, "bad_credentials");
    }

    [Fact]
    public async Task Given_OneAddress_When_ItRegistersTooMany_Then_ItIsRefused()
    {
        var address = LimitedSystem.NewAddress();
        for (var i = 0; i < LimitedSystem.PerAddress; i++) await RegisterAsync(Person.New("many"), address);
        var person = Person.New("many");
        (await PostAsync("/users", new { username = person.Username, email = person.Email, password = Password }, address)).ShouldBeProblem(429, "rate_limited");
    }

    /// <summary>A page begins log-ins with a passkey before anybody wants to log in: that is limited by itself.</summary>
    [Fact]
    public async Task Given_OneAddress_When_ItBeginsTooManyLogInsWithAPasskey_Then_ItIsRefusedAndPasswordsAreNot()
    {
        var address = LimitedSystem.NewAddress();
        for (var i = 0; i < LimitedSystem.PerAddress; i++) (await PostAsync("/login/passkey/challenges", new { }, address)).ShouldBe(HttpStatusCode.Created);
        (await PostAsync("/login/passkey/challenges", new { }, address)).ShouldBeProblem(429, "rate_limited");
        (await LogInAsync("/login", Person.New("some").Email, "wrong", address)).ShouldBeProblem(401, "bad_credentials");
    }

    [Fact]
    public async Task Given_OneAddress_When_ItTriesTooManyPasskeys_Then_ItIsRefused()
    {
        var address = LimitedSystem.NewAddress();
        var body = new { challenge_id = Guid.NewGuid().ToString(), credential = new { } };
        for (var i = 0; i < LimitedSystem.PerAddress; i++) (await PostAsync("/login/passkey", body, address)).ShouldBeProblem(401, "bad_passkey");
        (await PostAsync("/login/passkey", body, address)).ShouldBeProblem(429, "rate_limited");
    }

    [Theory]
    [InlineData("/users/activation-mail", "email")]
    [InlineData("/users/password-reset-mail", "Email")]
    public async Task Given_AnAddress_When_MailsAreAskedForTooOften_Then_ItIsRefusedHoweverTheFieldIsSpelled(string path, string field)
    {
        var email = Person.New("mailed").Email;
        for (var i = 0; i < LimitedSystem.PerAccount; i++)
            (await PostAsync(path, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = email })).ShouldBe(HttpStatusCode.Accepted);
        (await PostAsync(path, new { email })).ShouldBeProblem(429, "rate_limited");
    }

    [Theory]
    [InlineData("/users/activate", "activation_token")]
    [InlineData("/users/password-reset", "reset_token")]
    [InlineData("/users/email-change", "email_change_token")]
    public async Task Given_AMailedToken_When_TriedTooOften_Then_ItIsRefused(string path, string field)
    {
        var body = new Dictionary<string, string>(StringComparer.Ordinal) { [field] = Guid.NewGuid().ToString(), ["new_password"] = Password };
        for (var i = 0; i < LimitedSystem.PerAccount; i++) (await PostAsync(path, body)).ShouldBeProblem(401, "bad_authorizer_token");
        (await PostAsync(path, body)).ShouldBeProblem(429, "rate_limited");
        using var form = new FormUrlEncodedContent(body);
        (await SendAsync(path, form, LimitedSystem.NewAddress())).ShouldBeProblem(429, "rate_limited");
    }

    [Fact]
    public async Task Given_ACaller_When_TheyAskOrClaimTooOften_Then_TheCallerIsLimited()
    {
        var person = Person.New("caller");
        await RegisterAsync(person);
        using var client = limited.App.NewClient();
        await client.ActivateAsync(await limited.App.Mailbox.ActivationLinkAsync(person.Email));
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);

        for (var i = 0; i < LimitedSystem.PerAccount; i++) (await client.PostAsync("/me/keeps", new { to_id = Guid.NewGuid() })).ShouldBeProblem(404, "keep_target_not_found");
        (await client.PostAsync("/me/keeps", new { to_id = Guid.NewGuid() })).ShouldBeProblem(429, "rate_limited");
        for (var i = 0; i < LimitedSystem.PerAccount; i++) (await client.PostAsync("/me/email-change", new { email = Person.New("next").Email })).ShouldBe(HttpStatusCode.Accepted);
        (await client.PostAsync("/me/email-change", new { email = Person.New("next").Email })).ShouldBeProblem(429, "rate_limited");
        for (var i = 0; i < LimitedSystem.PerAccount; i++) (await client.PostAsync($"/legacy/{Guid.NewGuid()}/trigger", new { geo_location = "Girona" })).ShouldBeProblem(403, "forbidden");
        (await client.PostAsync($"/legacy/{Guid.NewGuid()}/trigger", new { geo_location = "Girona" })).ShouldBeProblem(429, "rate_limited");
        for (var i = 0; i < LimitedSystem.PerAccount; i++) (await client.GetAsync("/me/history/verify")).Status.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/me/history/verify")).ShouldBeProblem(429, "rate_limited");
    }

    [Fact]
    public async Task Given_AFormWithAKey_When_TheKeyIsUsedForAnotherToken_Then_ItIsStillNoticed()
    {
        var key = Guid.NewGuid().ToString();
        var link = await WaitingLinkAsync();
        using var first = TokenForm(link.Query.Split('=')[1]);
        (await SendAsync("/users/activate", first, LimitedSystem.NewAddress(), key)).ShouldBe(HttpStatusCode.SeeOther);
        using var second = TokenForm("another");
        (await SendAsync("/users/activate", second, LimitedSystem.NewAddress(), key)).ShouldBeProblem(422, "idempotency_key_reused");
    }

    /// <summary>A log-in without its limit is better than no log-in.</summary>
    [Fact]
    public async Task Given_AStoreOfLimitsThatFails_When_SomebodyLogsIn_Then_TheyAreLetThrough()
    {
        using var stored = new StoredDocuments(limited.App);
        var email = Person.New("some").Email;
        await RefusalAsync(() => LogInAsync("/login", email, "wrong"));

        await stored.RefuseAsync(503, 1, "rateLimits", "Create");

        (await LogInAsync("/login", email, "wrong")).ShouldBeProblem(401, "bad_credentials");
        (await LogInAsync("/login", email, "wrong")).ShouldBeProblem(429, "rate_limited");
    }

    /// <summary>Tries as often as is allowed, and once more.</summary>
    private static async Task<ApiAnswer> RefusalAsync(Func<Task<ApiAnswer>> attempt)
    {
        for (var i = 0; i < LimitedSystem.PerAccount; i++) ((int)(await attempt()).Status).Should().NotBe(429);
        var refused = await attempt();
        refused.ShouldBeProblem(429, "rate_limited");
        refused.Response.Headers.RetryAfter!.Delta.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromDays(1));
        return refused;
    }

    private async Task<Uri> WaitingLinkAsync()
    {
        await RegisterAsync(Person.New("first"));
        var waiting = Person.New("waits");
        await RegisterAsync(waiting);
        return await limited.App.Mailbox.ActivationLinkAsync(waiting.Email);
    }

    private async Task RegisterAsync(Person person, string? address = null) =>
        (await PostAsync("/users", new { username = person.Username, email = person.Email, password = Password }, address)).ShouldBe(HttpStatusCode.Created);

    private async Task<ApiAnswer> LogInAsync(string route, string email, string password, string? address = null)
    {
        using var form = new FormUrlEncodedContent([new("username", email), new("password", password)]);
        return await SendAsync(route, form, address ?? LimitedSystem.NewAddress());
    }

    private Task<ApiAnswer> PostAsync(string path, object body, string? address = null) => SendAsync(path, JsonContent.Create(body), address ?? LimitedSystem.NewAddress());

    private async Task<ApiAnswer> SendAsync(string path, HttpContent body, string address, string? key = null)
    {
        using var client = limited.App.NewClient();
        return await client.SendAsync(HttpMethod.Post, path, body, key, request => request.Headers.TryAddWithoutValidation("X-Forwarded-For", address));
    }

    private static FormUrlEncodedContent TokenForm(string token) => new([new("activation_token", token)]);
}
