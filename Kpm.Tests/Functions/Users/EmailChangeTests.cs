using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>OPEN-71: another e-mail address, confirmed by a link that is mailed to it.</summary>
[Collection(ApiTests.Name)]
public sealed class EmailChangeTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _person = Person.New("moves");
    private readonly string _next = Person.New("moved").Email;
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
    public async Task Given_ANewAddress_When_ItsLinkIsFollowed_Then_ItIsTheAccountsAndTheFormerOneIsToldAndFree()
    {
        using var other = _world.App.NewClient();
        (await other.LogInAsync(_person)).ShouldBe(HttpStatusCode.OK);
        (await RequestAsync(_next)).ShouldBe(HttpStatusCode.Accepted);
        var link = await _world.App.Mailbox.LinkAsync(_next, "email_change_token");
        (await _world.Nobody.GetAsync(link.PathAndQuery)).ShouldBe(HttpStatusCode.OK);
        (await _client.GetAsync("/me")).Json.GetProperty("email").GetString().Should().Be(_person.Email, "looking is no act");

        var done = await FollowAsync(link);
        done.ShouldBe(HttpStatusCode.SeeOther);
        (await _world.Nobody.GetAsync(done.Location!.ToString())).ShouldBe(HttpStatusCode.OK);
        (await _client.GetAsync("/me")).Json.GetProperty("email").GetString().Should().Be(_next);
        (await other.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        (await _world.Nobody.LogInAsync(_person)).ShouldBeProblem(401, "bad_credentials");
        (await _client.LogInAsync(_person with { Email = _next })).ShouldBe(HttpStatusCode.OK);
        (await FollowAsync(link)).ShouldBe(HttpStatusCode.Unauthorized);

        await Eventually.IsTrueAsync(
            async () => (await _world.App.Mailbox.MailsAsync(_person.Email)).Any(mail => mail.Subject.Contains("Your address was changed", StringComparison.Ordinal)),
            "the former address is told");
        await Eventually.IsTrueAsync(
            async () => (await _world.Nobody.RegisterAsync(Person.New("next") with { Email = _person.Email })).Status == HttpStatusCode.Created,
            "the former address is free");
        (await _world.Nobody.RegisterAsync(Person.New("next") with { Email = _next })).ShouldBeProblem(400, "email_taken");
    }

    [Fact]
    public async Task Given_TwoRequests_When_TheLinkOfTheFirstIsFollowed_Then_ItIsDeadAndTheSecondWorks()
    {
        (await RequestAsync(_next)).ShouldBe(HttpStatusCode.Accepted);
        var first = await _world.App.Mailbox.LinkAsync(_next, "email_change_token");
        var second = Person.New("second").Email;
        (await RequestAsync(second)).ShouldBe(HttpStatusCode.Accepted);
        (await FollowAsync(first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await _world.Nobody.PostAsync("/users/email-change", new { email_change_token = TokenOf(await _world.App.Mailbox.LinkAsync(second, "email_change_token")) })).ShouldBe(HttpStatusCode.NoContent);
        (await _client.GetAsync("/me")).Json.GetProperty("email").GetString().Should().Be(second);
    }

    /// <summary>The answer tells nothing of the address, its holder gets no mail, and the address stays theirs.</summary>
    [Fact]
    public async Task Given_AnAddressOfSomebodyElse_When_ItIsAskedFor_Then_TheAnswerIsTheSameAndNoLinkIsSent()
    {
        var holder = Person.New("holder");
        using var other = await _world.JoinAsync(holder);
        var taken = await RequestAsync(holder.Email);
        await _world.App.BusOperator.AreDrainedAsync();
        var free = await RequestAsync(_next);
        (taken.Status, taken.Body).Should().Be((free.Status, free.Body)).And.Be((HttpStatusCode.Accepted, ""));
        await _world.App.Mailbox.LinkAsync(_next, "email_change_token");
        (await _world.App.Mailbox.MailsAsync(holder.Email)).Should().NotContain(mail => mail.Text.Contains("email_change_token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_AnAddressThatIsTakenMeanwhile_When_TheLinkIsFollowed_Then_NothingChanges()
    {
        (await RequestAsync(_next)).ShouldBe(HttpStatusCode.Accepted);
        var link = await _world.App.Mailbox.LinkAsync(_next, "email_change_token");
        (await _world.Nobody.RegisterAsync(Person.New("faster") with { Email = _next })).ShouldBe(HttpStatusCode.Created);
        (await FollowAsync(link)).ShouldBe(HttpStatusCode.BadRequest);
        (await _world.Nobody.PostAsync("/users/email-change", new { email_change_token = TokenOf(link) })).ShouldBeProblem(400, "email_taken");
        (await _client.GetAsync("/me")).Json.GetProperty("email").GetString().Should().Be(_person.Email);
    }

    /// <summary>SEC-08: a token of another purpose opens nothing.</summary>
    [Fact]
    public async Task Given_TokensOfOtherPurposes_When_TheyAreSent_Then_EachIsRefused()
    {
        (await _world.Nobody.PostAsync("/users/password-reset-mail", new { email = _person.Email })).ShouldBe(HttpStatusCode.Accepted);
        (await RequestAsync(_next)).ShouldBe(HttpStatusCode.Accepted);
        var reset = TokenOf(await _world.App.Mailbox.LinkAsync(_person.Email, "reset_token"));
        var change = TokenOf(await _world.App.Mailbox.LinkAsync(_next, "email_change_token"));
        foreach (var token in new[] { reset, _client.AccessToken!, _client.RefreshToken!, "", "x" })
        {
            (await _world.Nobody.PostAsync("/users/email-change", new { email_change_token = token })).ShouldBeProblem(401, "bad_authorizer_token");
            (await _world.Nobody.GetAsync($"/users/email-change?email_change_token={Uri.EscapeDataString(token)}")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        foreach (var token in new[] { change, _client.AccessToken!, "", "x" })
        {
            (await _world.Nobody.PostAsync("/users/password-reset", new { reset_token = token, new_password = "another good password 7" })).ShouldBeProblem(401, "bad_authorizer_token");
            (await _world.Nobody.GetAsync($"/users/password-reset?reset_token={Uri.EscapeDataString(token)}")).ShouldBe(HttpStatusCode.Unauthorized);
            (await _world.Nobody.PostAsync("/users/activate", new { activation_token = token })).ShouldBeProblem(401, "bad_authorizer_token");
        }
    }

    private static string TokenOf(Uri link) => Uri.UnescapeDataString(link.Query.Split("_token=")[1]);

    private Task<ApiAnswer> RequestAsync(string email) => _client.PostAsync("/me/email-change", new { email });

    private Task<ApiAnswer> FollowAsync(Uri link) =>
        _world.Nobody.SendAsync(HttpMethod.Post, "/users/email-change", new FormUrlEncodedContent([new("email_change_token", TokenOf(link))]));
}
