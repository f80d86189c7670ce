using System.Net.Http.Json;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http.Problems;

/// <summary>The language in which the running API refuses.</summary>
[Collection(ApiTests.Name)]
public sealed class ProblemLanguageTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiClient _nobody = null!;

    public async ValueTask InitializeAsync() => _nobody = (await lazy.GetAsync()).Nobody;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(null, "en", "You are not logged in", "Log in first.")]
    [InlineData("ca", "ca", "No has entrat", "Primer entra al teu compte.")]
    [InlineData("es-AR, ca;q=0.5", "es", "No has entrado", "Entra primero en tu cuenta.")]
    [InlineData("en;q=0.1,ca", "ca", "No has entrat", "Primer entra al teu compte.")]
    [InlineData("ca;q=0, de, es;q=0.2", "es", "No has entrado", "Entra primero en tu cuenta.")]
    [InlineData("de", "en", "You are not logged in", "Log in first.")]
    [InlineData("*", "en", "You are not logged in", "Log in first.")]
    [InlineData("%$;;q=", "en", "You are not logged in", "Log in first.")]
    [InlineData("2", "en", "You are not logged in", "Log in first.")]
    public async Task Given_AcceptLanguage_When_Refused_Then_TheProblemSpeaksIt(string? accepted, string language, string title, string detail)
    {
        var problem = await SendAsync(HttpMethod.Get, "/me", accepted);

        problem.ShouldBeProblem(401, "not_authenticated");
        ShouldSpeak(problem, language);
        problem.Json.GetProperty("title").GetString().Should().Be(title);
        problem.Json.GetProperty("detail").GetString().Should().Be(detail);
    }

    [Fact]
    public async Task Given_WrongFields_When_RefusedInCatalan_Then_EachFaultIsCatalan()
    {
        var problem = await SendAsync(HttpMethod.Post, "/login", "ca", new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "code" }));

        problem.ShouldBeProblem(422, "validation_failed", "/username", "/password", "/grant_type");
        ShouldSpeak(problem, "ca");
        problem.Json.GetProperty("errors").EnumerateArray().Select(field => field.GetProperty("detail").GetString())
            .Should().Equal("És obligatori.", "És obligatori.", "Només es coneix «password».");
    }

    [Fact]
    public async Task Given_APasswordThatIsEasyToGuess_When_RefusedInSpanish_Then_TheDetailSaysItsScore()
    {
        var person = Person.New("words");
        var body = JsonContent.Create(new { username = person.Username, email = person.Email, password = "annamaria1984", public_name = person.PublicName });

        var problem = await SendAsync(HttpMethod.Post, "/users", "es", body);

        problem.ShouldBeProblem(400, "password_too_weak");
        ShouldSpeak(problem, "es");
        problem.Json.GetProperty("detail").GetString().Should().Contain($"tiene {problem.Json.GetProperty("score").GetInt32()} de 4 puntos y hacen falta 2");
    }

    [Fact]
    public async Task Given_AnotherMediaType_When_RefusedInCatalan_Then_TheDetailNamesTheOneThatIsExpected()
    {
        var problem = await SendAsync(HttpMethod.Post, "/users", "ca", new StringContent("hello"));

        problem.ShouldBeProblem(400, "unsupported_media_type");
        problem.Json.GetProperty("detail").GetString().Should().Be("El contingut ha de ser application/json.");
    }

    [Fact]
    public async Task Given_AHeadRequest_When_Refused_Then_ThereAreHeadersAndNoBody()
    {
        var problem = await SendAsync(HttpMethod.Head, $"/assets/{Guid.NewGuid()}/file", "ca");

        problem.Status.Should().Be(System.Net.HttpStatusCode.Unauthorized);
        ShouldSpeak(problem, "ca");
        problem.Body.Should().BeEmpty();
    }

    private static void ShouldSpeak(ApiAnswer problem, string language)
    {
        problem.Response.Content.Headers.ContentLanguage.Should().Equal(language);
        problem.Response.Headers.Vary.Should().Contain("Accept-Language");
    }

    private Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? accepted, HttpContent? content = null) =>
        _nobody.SendAsync(method, path, content, prepare: request =>
        {
            if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        });
}
