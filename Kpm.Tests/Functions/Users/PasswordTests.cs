using System.Net;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Row 13, SEC-02, SEC-03, OPEN-48, OPEN-71: changing the password, and having forgotten it.</summary>
[Collection(ApiTests.Name)]
public sealed class PasswordTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Next = "another good password 7";
    private readonly Person _person = Person.New("password");
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
    public async Task Given_TwoSessions_When_OneChangesThePassword_Then_TheOtherIsOverAtOnceAndAMailTellsIt()
    {
        using var other = await LogInAsync(_person);
        (await other.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync(_person.Password, Next)).ShouldBe(HttpStatusCode.NoContent);

        (await other.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        (await other.RefreshAsync()).ShouldBeProblem(401, "invalid_token");
        (await _client.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await _client.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        (await _client.ItemsAsync("/me/sessions")).Should().ContainSingle();
        (await _world.Nobody.LogInAsync(_person)).ShouldBeProblem(401, "bad_credentials");
        using var again = await LogInAsync(_person with { Password = Next });
        await MailAsync("Your password was changed");
    }

    [Fact]
    public async Task Given_ATokenFromARefresh_When_ThePasswordIsChanged_Then_ANewLogInIsAsked()
    {
        (await _client.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync(_person.Password, Next)).ShouldBeProblem(401, "stale_token");
        (await _client.PostAsync("/me/email-change", new { email = "new@example.com" })).ShouldBeProblem(401, "stale_token");
    }

    /// <summary>The length of the new one is looked at first, then the old one.</summary>
    [Fact]
    public async Task Given_PasswordsThatWillNotDo_When_TheyAreChanged_Then_ThePasswordStays()
    {
        (await _client.PatchAsync("/me/change-password", new { old_password = "wrong" })).ShouldBeProblem(400, "password_too_short");
        (await ChangeAsync("wrong", new string('x', 97))).ShouldBeProblem(400, "password_too_long");
        (await ChangeAsync("wrong", "password")).ShouldBeProblem(400, "password_too_common");
        (await ChangeAsync("wrong", Next)).ShouldBeProblem(401, "bad_credentials");
        (await _client.PatchAsync("/me/change-password", new { new_password = Next })).ShouldBeProblem(401, "bad_credentials");
        using var again = await LogInAsync(_person);
    }

    [Theory]
    [InlineData("iloveyou1", "password_too_weak")]
    [InlineData("qwertyuiop", "password_too_common")]
    [InlineData("aaaaaaaaaaaa", "password_too_weak")]
    [InlineData("annamaria1984", "password_too_weak")]
    public async Task Given_APasswordThatIsEasyToGuess_When_SomebodyRegisters_Then_ItIsRefusedWithItsScore(string password, string code)
    {
        var answer = await _world.Nobody.RegisterAsync(Person.New("weak") with { Password = password });
        answer.ShouldBeProblem(400, code);
        if (code == "password_too_weak") answer.Json.GetProperty("score").GetInt32().Should().BeInRange(0, 1);
    }

    /// <summary>SEC-02: every byte counts, beyond the 72 of bcrypt too.</summary>
    [Fact]
    public async Task Given_APasswordOf96Characters_When_ItsLastOneIsWrong_Then_ItIsWrong()
    {
        var longest = string.Concat(Enumerable.Repeat("Ñ long-password 7 ", 6))[..95] + "x";
        (await ChangeAsync(_person.Password, longest)).ShouldBe(HttpStatusCode.NoContent);
        (await _world.Nobody.LogInAsync(_person with { Password = longest[..95] + "y" })).ShouldBeProblem(401, "bad_credentials");
        using var again = await LogInAsync(_person with { Password = longest });
    }

    [Fact]
    public async Task Given_AForgottenPassword_When_TheMailedLinkIsFollowed_Then_TheNewOneWorksOnceAndEverySessionIsOver()
    {
        (await _world.Nobody.PostAsync("/users/password-reset-mail", new { email = $" {_person.Email.ToUpperInvariant()} " })).ShouldBe(HttpStatusCode.Accepted);
        var link = await _world.App.Mailbox.LinkAsync(_person.Email, "reset_token");
        for (var i = 0; i < 2; i++)
        {
            var page = await _world.Nobody.GetAsync(link.PathAndQuery);
            page.ShouldBe(HttpStatusCode.OK);
            page.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
            page.Response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        }

        using (await LogInAsync(_person)) { }
        (await ResetAsync(link, "short")).ShouldBe(HttpStatusCode.BadRequest);
        var done = await ResetAsync(link, Next);
        done.ShouldBe(HttpStatusCode.SeeOther);
        (await _world.Nobody.GetAsync(done.Location!.ToString())).ShouldBe(HttpStatusCode.OK);
        (await _client.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        (await _world.Nobody.LogInAsync(_person)).ShouldBeProblem(401, "bad_credentials");
        (await ResetAsync(link, "yet another password 9")).ShouldBe(HttpStatusCode.Unauthorized);
        (await _world.Nobody.PostAsync("/users/password-reset", new { reset_token = TokenOf(link), new_password = Next })).ShouldBeProblem(401, "bad_authorizer_token");
        using var again = await LogInAsync(_person with { Password = Next });
        await MailAsync("Your password was changed");
    }

    /// <summary>Whoever proves by their mailbox that they are there is no dead person, though they do not log in.</summary>
    [Fact]
    public async Task Given_ASilence_When_AForgottenPasswordIsReplaced_Then_ThatIsASignOfLife()
    {
        using var stored = new StoredDocuments(_world.App);
        var person = Person.New("silent");
        var id = (await _world.Nobody.RegisterAsync(person)).NewId;
        (await _world.Admin.PutAsync($"/users/{id}/activate", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await _world.Nobody.PostAsync("/users/password-reset-mail", new { email = person.Email })).ShouldBe(HttpStatusCode.Accepted);
        var link = await _world.App.Mailbox.LinkAsync(person.Email, "reset_token");

        (await ResetAsync(link, "short")).ShouldBe(HttpStatusCode.BadRequest);
        (await stored.FindAsync("signsOfLife", id, id)).Should().BeNull();
        (await ResetAsync(link, Next)).ShouldBe(HttpStatusCode.SeeOther);
        (await stored.AggregateAsync("signsOfLife", id)).GetProperty("state").GetProperty("given").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Given_AMailedLink_When_ThePasswordIsChangedMeanwhile_Then_TheLinkIsDead()
    {
        (await _world.Nobody.PostAsync("/users/password-reset-mail", new { email = _person.Email })).ShouldBe(HttpStatusCode.Accepted);
        var link = await _world.App.Mailbox.LinkAsync(_person.Email, "reset_token");
        (await ChangeAsync(_person.Password, Next)).ShouldBe(HttpStatusCode.NoContent);
        (await ResetAsync(link, "yet another password 9")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>SEC-09: nobody learns from the answer who has an account; and only active accounts get the mail.</summary>
    [Fact]
    public async Task Given_AnUnknownAndAPendingAddress_When_ANewPasswordIsAskedFor_Then_TheAnswerIsTheSameAndNoMailIsSent()
    {
        var pending = Person.New("pending");
        (await _world.Nobody.RegisterAsync(pending)).ShouldBe(HttpStatusCode.Created);
        await _world.App.Mailbox.ActivationLinkAsync(pending.Email);
        var unknown = Person.New("unknown").Email;
        var answers = new List<ApiAnswer>();
        foreach (var email in new[] { unknown, pending.Email, _person.Email }) answers.Add(await _world.Nobody.PostAsync("/users/password-reset-mail", new { email }));
        answers.Select(answer => (answer.Status, answer.Body)).Distinct().Should().Equal((HttpStatusCode.Accepted, ""));
        await _world.App.Mailbox.LinkAsync(_person.Email, "reset_token");
        await _world.App.BusOperator.AreDrainedAsync();
        (await _world.App.Mailbox.MailsAsync(unknown)).Should().BeEmpty();
        (await _world.App.Mailbox.MailsAsync(pending.Email)).Should().ContainSingle("the welcome is all it got");
        (await _world.Nobody.PostAsync("/users/password-reset-mail", new { email = "no address" })).ShouldBeProblem(400, "invalid_email");
    }

    /// <summary>OPEN-64: the activation link can be asked for again, and the answer tells nothing.</summary>
    [Fact]
    public async Task Given_APendingAccount_When_TheActivationMailIsAskedForAgain_Then_ASecondLinkComesAndWorks()
    {
        var pending = Person.New("resend");
        (await _world.Nobody.RegisterAsync(pending)).ShouldBe(HttpStatusCode.Created);
        await _world.App.Mailbox.ActivationLinkAsync(pending.Email);
        foreach (var email in new[] { pending.Email, _person.Email, Person.New("unknown").Email })
            (await _world.Nobody.PostAsync("/users/activation-mail", new { email })).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(async () => (await _world.App.Mailbox.MailsAsync(pending.Email)).Count == 2, "the second mail");
        (await _world.Nobody.ActivateAsync(await _world.App.Mailbox.ActivationLinkAsync(pending.Email))).ShouldBe(HttpStatusCode.SeeOther);
        using var active = await LogInAsync(pending);
        await _world.App.BusOperator.AreDrainedAsync();
        (await _world.App.Mailbox.MailsAsync(_person.Email)).Count(mail => mail.Text.Contains("activation_token", StringComparison.Ordinal)).Should().Be(1, "an active account gets no second welcome");
    }

    private static string TokenOf(Uri link) => Uri.UnescapeDataString(link.Query.Split("_token=")[1]);

    private Task<ApiAnswer> ChangeAsync(string old, string next) => _client.PatchAsync("/me/change-password", new { old_password = old, new_password = next });

    private Task<ApiAnswer> ResetAsync(Uri link, string password) =>
        _world.Nobody.SendAsync(HttpMethod.Post, "/users/password-reset", new FormUrlEncodedContent([new("reset_token", TokenOf(link)), new("new_password", password)]));

    private Task MailAsync(string subject) => Eventually.IsTrueAsync(
        async () => (await _world.App.Mailbox.MailsAsync(_person.Email)).Any(mail => mail.Subject.Contains(subject, StringComparison.Ordinal)),
        $"the mail '{subject}'");

    private async Task<ApiClient> LogInAsync(Person person)
    {
        var client = _world.App.NewClient();
        (await client.LogInAsync(person)).ShouldBe(HttpStatusCode.OK);
        return client;
    }
}
