using System.Net;
using Kpm.Tests.Contracts;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Functions.Web;

/// <summary>The pages that explain the codes of errors.</summary>
[Collection(ApiTests.Name)]
public sealed class ErrorPageTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiClient _nobody = null!;

    public async ValueTask InitializeAsync() => _nobody = (await lazy.GetAsync()).Nobody;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_AProblem_When_ItsTypeIsFollowed_Then_ThePageExplainsItsCode()
    {
        var type = new Uri((await _nobody.GetAsync("/me")).Json.GetProperty("type").GetString()!);

        var page = await _nobody.GetAsync(type.AbsolutePath);

        page.ShouldBe(HttpStatusCode.OK);
        page.Response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        page.Body.Should().StartWith("<!DOCTYPE html>").And.Contain("<title>not_authenticated · Keepem</title>")
            .And.Contain("<h1>not_authenticated</h1>").And.Contain("<em>You are not logged in</em>").And.Contain("<h2>What to do</h2>").And.NotContain(".md");
    }

    [Fact]
    public async Task Given_EveryCode_When_ItsPageIsOpened_Then_ThereIsOne()
    {
        foreach (var error in ErrorCatalogue.Public)
        {
            var page = await _nobody.GetAsync($"/errors/{error.Code}");

            page.ShouldBe(HttpStatusCode.OK);
            page.Body.Should().Contain($"<h1>{error.Code}</h1>").And.Contain(error.Title).And.Contain($"Status: {error.Status}");
        }
    }

    [Theory]
    [InlineData("/errors/")]
    [InlineData("/errors")]
    public async Task Given_TheList_When_Opened_Then_ItLeadsToEveryPage(string path)
    {
        var list = await _nobody.GetAsync(new Uri(_nobody.Address, path).ToString());

        list.ShouldBe(HttpStatusCode.OK);
        foreach (var error in ErrorCatalogue.Public) list.Body.Should().Contain($"<a href=\"/errors/{error.Code}\"><code>{error.Code}</code></a>");
    }

    [Fact]
    public async Task Given_APage_When_Opened_Then_NothingButItsStyleMayLoadAndNothingIsInline()
    {
        var page = await _nobody.GetAsync("/errors/email_taken");

        page.Response.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'; style-src 'self';").And.NotContain("unsafe").And.NotContain("http");
        page.Body.Should().Contain("<link rel=\"stylesheet\" href=\"/errors/errors.css\">").And.NotContain("<style").And.NotContain("style=").And.NotContain("<script");
        var style = await _nobody.GetAsync("/errors/errors.css");
        style.ShouldBe(HttpStatusCode.OK);
        style.Response.Content.Headers.ContentType!.ToString().Should().Be("text/css; charset=utf-8");
        style.Body.Should().Contain("prefers-color-scheme: dark");
    }

    [Fact]
    public async Task Given_APageThatTheBrowserHas_When_AskedForAgain_Then_ItIsNotSent()
    {
        var tag = (await _nobody.GetAsync("/errors/email_taken")).ETag!;

        var again = await _nobody.SendAsync(HttpMethod.Get, "/errors/email_taken", prepare: request => request.Headers.TryAddWithoutValidation("If-None-Match", tag));

        again.ShouldBe(HttpStatusCode.NotModified);
        again.Body.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/errors/no_such_code")]
    [InlineData("/errors/asset_held")]
    [InlineData("/errors/email_taken.md")]
    [InlineData("/errors/..%2f..%2fhost.json")]
    public async Task Given_WhatIsNoCode_When_Opened_Then_ThereIsNoSuchPage(string path) =>
        (await _nobody.GetAsync(path)).ShouldBeProblem(404, "not_found");
}
