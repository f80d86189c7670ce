using System.Net;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Http;

/// <summary>Which pages of other origins may use the API (Fetch Standard, section 3.2).</summary>
[Collection(ApiTests.Name)]
public sealed class CorsTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string AllowedOrigin = "Access-Control-Allow-Origin";
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_AnOriginOfTheSettings_When_ItsPageReads_Then_ItMayAndSeesTheHeaders()
    {
        var answer = await SendAsync(HttpMethod.Get, "/me", ApiWorld.ForeignOrigin);

        answer.Header(AllowedOrigin).Should().Be(ApiWorld.ForeignOrigin);
        answer.Header("Access-Control-Expose-Headers").Should().ContainAll("Location", "ETag", "Link", "Retry-After", "X-Request-Id");
        answer.Header("Cross-Origin-Resource-Policy").Should().Be("cross-origin");
        answer.Header("Vary").Should().Contain("Origin");
        answer.Header("Access-Control-Allow-Credentials").Should().BeNull("no cookie is ever read");
    }

    [Fact]
    public async Task Given_ARefusal_When_APageOfTheSettingsReadsIt_Then_ItMay()
    {
        var refusal = await _world.Nobody.SendAsync(HttpMethod.Get, "/me", prepare: request => request.Headers.Add("Origin", ApiWorld.ForeignOrigin));

        refusal.ShouldBeProblem(401, "not_authenticated");
        refusal.Header(AllowedOrigin).Should().Be(ApiWorld.ForeignOrigin);
    }

    [Theory]
    [InlineData("https://keepem.app.example.org")]
    [InlineData("http://www.keepem.app")]
    [InlineData("null")]
    public async Task Given_AnotherOrigin_When_ItsPageReads_Then_ItMayNot(string origin)
    {
        var answer = await SendAsync(HttpMethod.Get, "/me", origin);
        var preflight = await SendAsync(HttpMethod.Options, "/me", origin, "GET");

        answer.Header(AllowedOrigin).Should().BeNull();
        preflight.Header(AllowedOrigin).Should().BeNull();
        answer.Header("Cross-Origin-Resource-Policy").Should().Be("same-origin");
        answer.Header("Vary").Should().Contain("Origin");
    }

    [Theory]
    [InlineData("/me", "PATCH")]
    [InlineData("/me/keeps", "POST")]
    [InlineData("/assets/0193a6b0-0000-7000-8000-000000000000", "DELETE")]
    public async Task Given_AnOriginOfTheSettings_When_ItsBrowserAsksBeforehand_Then_MethodAndHeadersAreAllowed(string path, string method)
    {
        var answer = await SendAsync(HttpMethod.Options, path, ApiWorld.ForeignOrigin, method);

        answer.ShouldBe(HttpStatusCode.NoContent);
        answer.Header(AllowedOrigin).Should().Be(ApiWorld.ForeignOrigin);
        answer.Header("Access-Control-Allow-Methods").Should().Contain(method);
        answer.Header("Access-Control-Allow-Headers").Should().ContainAll("Authorization", "If-Match", "Idempotency-Key", "Kpm-Presence");
        answer.Header("Access-Control-Max-Age").Should().Be("7200");
    }

    private Task<ApiAnswer> SendAsync(HttpMethod method, string path, string origin, string? asksFor = null) => _world.Owner.SendAsync(method, path, prepare: request =>
    {
        request.Headers.Add("Origin", origin);
        if (asksFor is null) return;
        request.Headers.Add("Access-Control-Request-Method", asksFor);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,if-match,idempotency-key");
    });
}
