using System.Net;
using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Where a person is logged in, and how to end it from elsewhere.</summary>
[Collection(ApiTests.Name)]
public sealed class SessionListTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _person = Person.New("devices");
    private ApiWorld _world = null!;
    private ApiClient _laptop = null!;
    private ApiClient _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        _laptop = await _world.JoinAsync(_person);
        _phone = _world.App.NewClient();
        (await _phone.LogInAsync(_person, "Phone/1.0 (of Anna)")).ShouldBe(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync()
    {
        _laptop.Dispose();
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Given_TwoLogIns_When_TheSessionsAreListed_Then_EachSaysFromWhatAndWhenItWasUsed()
    {
        var sessions = await _laptop.ItemsAsync("/me/sessions");
        sessions.Should().HaveCount(2);
        var phone = sessions.Single(session => !session.GetProperty("is_current").GetBoolean());
        phone.GetProperty("device").GetString().Should().StartWith("Phone").And.EndWith("(of Anna)");
        var used = phone.GetProperty("last_used_ts").GetInt64();
        used.Should().Be(phone.GetProperty("created_ts").GetInt64());

        (await _phone.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
        var first = (await _laptop.ItemsAsync("/me/sessions"))[0];
        first.GetProperty("id").GetString().Should().Be(phone.GetProperty("id").GetString(), "the one used last comes first");
        first.GetProperty("last_used_ts").GetInt64().Should().BeGreaterThan(used);
        (await _laptop.CountAsync("/me/sessions?page=2&size=1")).Should().Be(2);
    }

    [Fact]
    public async Task Given_ALogInFromADeviceThatWasNotSeenBefore_When_ItIsDone_Then_AMailTellsOfItOnceAndNotInTheWordsOfTheDevice()
    {
        (await _phone.LogInAsync(_person, "Phone/1.1 (of Anna)")).ShouldBe(HttpStatusCode.OK);
        (await _phone.LogInAsync(_person, "Firefox/140.0 (Linux; of Anna)")).ShouldBe(HttpStatusCode.OK);

        var told = await Eventually.GetAsync(NewLogInsAsync, mails => mails.Any(mail => mail.Text.Contains("Firefox (Linux)", StringComparison.Ordinal)) && mails.Count > 1, "a mail for each device");
        told.Should().HaveCount(2, "the laptop was the first, and another version is no other device");
        told.Should().OnlyContain(mail => !(mail.Html + mail.Text).Contains("of Anna", StringComparison.Ordinal));
    }

    /// <summary>SEC-05: the store holds a hash of it.</summary>
    [Fact]
    public async Task Given_ASession_When_TheStoresAreRead_Then_NoTokenOfItIsThere()
    {
        using var stored = new StoredDocuments(_world.App);
        (await stored.AllTextAsync()).Should().NotContainAny(_phone.RefreshToken!.Split('.')[2], _phone.AccessToken!.Split('.')[2], _person.Password);
    }

    [Fact]
    public async Task Given_ASession_When_ItIsRevokedFromAnother_Then_NeitherOfItsTokensWorksAndTheOtherGoesOn()
    {
        (await _phone.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        var phone = await PhoneAsync();
        for (var i = 0; i < 2; i++) (await _laptop.DeleteAsync($"/me/sessions/{phone}")).ShouldBe(HttpStatusCode.NoContent);
        (await _phone.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        (await _phone.RefreshAsync()).ShouldBeProblem(401, "invalid_token");
        (await _laptop.ItemsAsync("/me/sessions")).Should().ContainSingle();
    }

    [Fact]
    public async Task Given_ASessionOfSomebodyElse_When_ItIsRevoked_Then_ItIsUnknownAndGoesOn()
    {
        var phone = await PhoneAsync();
        foreach (var id in new[] { phone, Guid.NewGuid().ToString(), "no-id" })
            (await _world.Stranger.DeleteAsync($"/me/sessions/{id}")).ShouldBeProblem(404, "not_found");
        (await _phone.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>OPEN-47: logging out twice is one log-out; what is no token of a session is 401.</summary>
    [Fact]
    public async Task Given_ASession_When_ItIsLoggedOutTwice_Then_BothAreDoneAndItHasEnded()
    {
        for (var i = 0; i < 2; i++) (await _phone.LogOutAsync()).ShouldBe(HttpStatusCode.NoContent);
        (await _phone.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        (await _phone.RefreshAsync()).ShouldBeProblem(401, "invalid_token");
        (await _laptop.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_TokensThatAreNone_When_SomebodyLogsOut_Then_TheSessionGoesOn()
    {
        var parts = _phone.RefreshToken!.Split('.');
        using var other = _world.App.NewClient();
        foreach (var token in new[] { "x", $"{parts[0]}.{parts[1]}.guess", $"{parts[0]}.{Guid.NewGuid()}.{parts[2]}", _phone.AccessToken! })
        {
            other.AccessToken = token;
            (await other.DeleteAsync("/logout")).ShouldBeProblem(401, "invalid_token");
        }

        (await _phone.RefreshAsync()).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> PhoneAsync() =>
        (await _laptop.ItemsAsync("/me/sessions")).Single(session => !session.GetProperty("is_current").GetBoolean()).GetProperty("id").GetString()!;

    private async Task<List<SentMail>> NewLogInsAsync() =>
        [.. (await _world.App.Mailbox.MailsAsync(_person.Email)).Where(mail => mail.Subject.Contains("new device", StringComparison.Ordinal))];
}
