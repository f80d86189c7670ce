using System.Net;
using System.Net.Http.Headers;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Users;

/// <summary>Rows 1 to 3, SEC-09, SEC-10: log-in and refresh.</summary>
[Collection(ApiTests.Name)]
public sealed class SessionTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private readonly Person _person = Person.New("session");
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await lazy.GetAsync();
        using var joined = await _world.JoinAsync(_person);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_AWrongPasswordAndAnUnknownAddress_When_TheyLogIn_Then_TheAnswersAreTheSame()
    {
        var wrong = await _world.Nobody.LogInAsync(_person with { Password = "wrong password" });
        var unknown = await _world.Nobody.LogInAsync(Person.New("unknown"));
        var noAddress = await _world.Nobody.LogInAsync(_person with { Email = "no address" });
        foreach (var answer in new[] { wrong, unknown, noAddress })
        {
            answer.ShouldBeProblem(401, "bad_credentials");
            Told(answer).Should().Be(Told(wrong));
        }
    }

    [Fact]
    public async Task Given_APendingAccount_When_SomebodyLogsIn_Then_OnlyTheRightPasswordLearnsIt()
    {
        var pending = Person.New("pending");
        (await _world.Nobody.RegisterAsync(pending)).ShouldBe(HttpStatusCode.Created);
        (await _world.Nobody.LogInAsync(pending with { Password = "wrong password" })).ShouldBeProblem(401, "bad_credentials");
        (await _world.Nobody.LogInAsync(pending)).ShouldBeProblem(403, "user_not_validated");
    }

    [Fact]
    public async Task Given_AUser_When_TheRoleAdminIsAskedFor_Then_ItIsRefused()
    {
        (await FormAsync("admin")).ShouldBeProblem(400, "scope_mismatch");
        (await FormAsync("user admin")).ShouldBeProblem(400, "scope_mismatch");
        (await FormAsync("user user")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_ALogIn_When_ItAnswers_Then_ItMustNotBeKept() =>
        (await FormAsync("")).Response.Headers.CacheControl!.NoStore.Should().BeTrue();

    [Fact]
    public async Task Given_ARefreshToken_When_ItIsUsed_Then_ItRotatesAndTheLastOneGivesTheSameSuccessor()
    {
        using var client = await LogInAsync();
        var first = client.RefreshToken!;
        var second = RefreshOf(await RefreshAsync(first));
        second.Should().NotBe(first);
        RefreshOf(await RefreshAsync(first)).Should().Be(second, "the answer may have been lost");
        var third = RefreshOf(await RefreshAsync(second));
        third.Should().NotBe(second).And.NotBe(first);
        var answer = await RefreshAsync(third);
        answer.Json.EnumerateObject().Select(member => member.Name).Should().BeEquivalentTo("user_id", "access_token", "access_token_expires", "refresh_token", "refresh_token_expires", "token_type");
        client.AccessToken = answer.Json.GetProperty("access_token").GetString();
        (await client.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_AnOldRefreshToken_When_ItIsUsedAgain_Then_TheWholeSessionEnds()
    {
        using var client = await LogInAsync();
        var first = client.RefreshToken!;
        var second = RefreshOf(await RefreshAsync(first));
        var third = RefreshOf(await RefreshAsync(second));
        (await client.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
        (await RefreshAsync(first)).ShouldBeProblem(401, "invalid_token");
        (await client.GetAsync("/me")).ShouldBeProblem(401, "invalid_token");
        (await RefreshAsync(third)).ShouldBeProblem(401, "invalid_token");
        (await RefreshAsync(second)).ShouldBeProblem(401, "invalid_token");
    }

    [Fact]
    public async Task Given_ASessionThatEnded_When_AnotherOfTheSameUserIsUsed_Then_ItGoesOn()
    {
        using var one = await LogInAsync();
        using var other = await LogInAsync();
        var second = RefreshOf(await RefreshAsync(one.RefreshToken!));
        await RefreshAsync(second);
        (await RefreshAsync(one.RefreshToken!)).ShouldBeProblem(401, "invalid_token");
        (await RefreshAsync(other.RefreshToken!)).ShouldBe(HttpStatusCode.OK);
        (await other.GetAsync("/me")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_TokensThatAreNoRefreshToken_When_TheyAreUsed_Then_EachIsRefused()
    {
        using var client = await LogInAsync();
        var parts = client.RefreshToken!.Split('.');
        foreach (var token in new[] { client.AccessToken!, "x", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{Guid.NewGuid()}.{parts[2]}", $"{_world.Owner.UserId}.{parts[1]}.{parts[2]}" })
            (await RefreshAsync(token)).ShouldBeProblem(401, "invalid_token");
        (await RefreshAsync(client.RefreshToken!)).ShouldBe(HttpStatusCode.OK);
    }

    private static string RefreshOf(ApiAnswer answer)
    {
        answer.ShouldBe(HttpStatusCode.OK);
        return answer.Json.GetProperty("refresh_token").GetString()!;
    }

    private static string Told(ApiAnswer answer) => string.Join('|', answer.Json.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.ToString()));

    private async Task<ApiClient> LogInAsync()
    {
        var client = _world.App.NewClient();
        (await client.LogInAsync(_person)).ShouldBe(HttpStatusCode.OK);
        return client;
    }

    private Task<ApiAnswer> RefreshAsync(string token) =>
        _world.Nobody.SendAsync(HttpMethod.Post, "/refresh", prepare: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));

    private async Task<ApiAnswer> FormAsync(string scope)
    {
        using var form = new FormUrlEncodedContent([new("username", _person.Email), new("password", _person.Password), new("scope", scope), new("grant_type", "password")]);
        return await _world.Nobody.SendAsync(HttpMethod.Post, "/token", form);
    }
}
