using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Rows 6 and 7, OPEN-07, OPEN-63, SEC-17. The activation link: looking is no act, pressing is, and pressing twice is no harm.</summary>
[Collection(ApiTests.Name)]
public sealed class ActivationTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _person = Person.New("activate");
    private ApiWorld _world = null!;
    private Uri _link = null!;

    private string Token => Uri.UnescapeDataString(_link.Query.Split("activation_token=")[1]);

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        (await _world.Nobody.RegisterAsync(_person)).ShouldBe(HttpStatusCode.Created);
        _link = await _world.App.Mailbox.ActivationLinkAsync(_person.Email);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>OPEN-63: one well-formed absolute address.</summary>
    [Fact]
    public void Given_TheMailedLink_When_ItIsRead_Then_ItIsTheAddressOfThePage()
    {
        _link.IsAbsoluteUri.Should().BeTrue();
        _link.AbsolutePath.Should().Be("/api/v1/users/activate");
    }

    [Fact]
    public async Task Given_TheMailedLink_When_ItIsOnlyOpened_Then_NothingChanges()
    {
        for (var i = 0; i < 2; i++)
        {
            var page = await _world.Nobody.GetAsync(_link.PathAndQuery);
            page.ShouldBe(HttpStatusCode.OK);
            page.Response.Headers.CacheControl!.NoStore.Should().BeTrue();
            page.Response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
            page.Response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'");
        }

        (await LogInAsync()).ShouldBeProblem(403, "user_not_validated");
    }

    [Fact]
    public async Task Given_TheMailedLink_When_ItsButtonIsPressedTwice_Then_BothLeadToThePageAndTheAccountIsActive()
    {
        for (var i = 0; i < 2; i++)
        {
            var pressed = await _world.Nobody.ActivateAsync(_link);
            pressed.ShouldBe(HttpStatusCode.SeeOther);
            (await _world.Nobody.GetAsync(pressed.Location!.ToString())).ShouldBe(HttpStatusCode.OK);
        }

        (await LogInAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_TheToken_When_AProgramSendsItTwice_Then_BothAreDone()
    {
        for (var i = 0; i < 2; i++)
            (await _world.Nobody.PostAsync("/users/activate", new { activation_token = Token })).ShouldBe(HttpStatusCode.NoContent);
        (await LogInAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_TokensThatAreNone_When_TheyAreSent_Then_NothingIsActivated()
    {
        var upload = (await _world.Owner.CreateAssetAsync("Token", FileToUpload.Binary(1))).Location!.ToString().Split("authorizer_token=")[1];
        var ended = new TokenForge(Token);
        (ended.Claims["nbf"], ended.Claims["exp"]) = (ended.IssuedAt - 1000, ended.IssuedAt);
        foreach (var token in new[] { "", "x", Token[..^5], upload, _world.Owner.AccessToken!, ended.SignedBy(_world.App.Settings["Tokens__MailKey"]) })
        {
            (await _world.Nobody.PostAsync("/users/activate", new { activation_token = token })).ShouldBeProblem(401, "bad_authorizer_token");
            using var form = new FormUrlEncodedContent([new("activation_token", token)]);
            (await _world.Nobody.SendAsync(HttpMethod.Post, "/users/activate", form)).ShouldBe(HttpStatusCode.Unauthorized);
            (await _world.Nobody.GetAsync($"/users/activate?activation_token={Uri.EscapeDataString(token)}")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await LogInAsync()).ShouldBeProblem(403, "user_not_validated");
    }

    [Fact]
    public async Task Given_AnotherVersionInIfMatch_When_AnAdminActivates_Then_ThePreconditionFails()
    {
        var waiting = (await _world.Nobody.RegisterAsync(Person.New("waits"))).NewId;
        var seen = (await _world.Admin.GetAsync($"/users/{waiting}")).ETag;
        (await _world.Admin.PutAsync($"/users/{waiting}/activate", new { }, "\"99\"")).ShouldBeProblem(412, "version_mismatch");
        (await _world.Admin.PutAsync($"/users/{waiting}/activate", new { }, seen)).ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task<ApiAnswer> LogInAsync()
    {
        using var client = _world.App.NewClient();
        return await client.LogInAsync(_person);
    }
}
