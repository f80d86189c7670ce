using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>For how long the link of a check-in mail gives signs of life.</summary>
[Collection(ApiTests.Name)]
public sealed class CheckInTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _person = Person.New("check-in");
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
    public async Task Given_AMailedLink_When_OtherSignsCameMeanwhile_Then_ItStillCounts()
    {
        var token = MailedBefore(TimeSpan.FromDays(100));
        (await CheckInAsync(token)).ShouldBe(HttpStatusCode.NoContent);
        (await CheckInAsync(token)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AMailedLink_When_ThePasswordIsChanged_Then_ItGivesNoSignAndThePageSaysWhatDoes()
    {
        var token = MailedBefore(TimeSpan.FromSeconds(5));
        (await _client.PatchAsync("/me/change-password", new { old_password = _person.Password, new_password = "another good password 7" })).ShouldBe(HttpStatusCode.NoContent);

        (await CheckInAsync(token)).ShouldBeProblem(401, "bad_authorizer_token");
        var page = await _world.Nobody.GetAsync($"/users/check-in?check_in_token={token}");
        page.ShouldBe(HttpStatusCode.Unauthorized);
        page.Body.Should().Contain("log in: that is a sign of life, too").And.NotContain("<form");
        (await CheckInAsync(new PageTokens(_world.App).CheckIn(_client.UserId))).ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>Whoever cannot log in must not be taken for dead.</summary>
    [Fact]
    public async Task Given_AMailedLink_When_AnAdminShutsTheAccount_Then_ItStillCounts()
    {
        var token = MailedBefore(TimeSpan.FromSeconds(5));
        (await _world.Admin.PutAsync($"/users/{_client.UserId}/disable", new { })).ShouldBe(HttpStatusCode.NoContent);
        (await CheckInAsync(token)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_AMailedLink_When_HalfAYearIsOver_Then_ItGivesNoSign() =>
        (await CheckInAsync(MailedBefore(TimeSpan.FromDays(181)))).ShouldBeProblem(401, "bad_authorizer_token");

    private string MailedBefore(TimeSpan time) => new PageTokens(_world.App).CheckIn(_client.UserId, time);

    private Task<ApiAnswer> CheckInAsync(string token) => _world.Nobody.PostAsync("/users/check-in", new { check_in_token = token });
}
