using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Web;

/// <summary>The files of the web client.</summary>
[Collection(ApiTests.Name)]
public sealed class WebClientTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiClient _nobody = null!;

    public async ValueTask InitializeAsync() => _nobody = (await lazy.GetAsync()).Nobody;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_TheFirstPage_When_Opened_Then_NothingInlineAndNothingFromElsewhereMayRun()
    {
        var page = await _nobody.GetAsync("/app/");

        page.ShouldBe(HttpStatusCode.OK);
        page.Response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("default-src 'none'").And.Contain("script-src 'self'").And.NotContain("unsafe").And.NotContain("http");
    }

    [Fact]
    public async Task Given_AFileThatTheBrowserHas_When_AskedForAgain_Then_ItIsNotSent()
    {
        var tag = (await _nobody.GetAsync("/app/index.html")).ETag!;

        var again = await _nobody.SendAsync(HttpMethod.Get, "/app/index.html", prepare: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag));

        again.ShouldBe(HttpStatusCode.NotModified);
        again.Body.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/app/nothing.js")]
    [InlineData("/app/..%2f..%2fhost.json")]
    public async Task Given_APathWithoutAFile_When_Opened_Then_ThereIsNone(string path) =>
        (await _nobody.GetAsync(path)).ShouldBe(HttpStatusCode.NotFound);
}
