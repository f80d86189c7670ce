using System.Net;
using Kpm.Functions.Shared;
using Kpm.Functions.Web;
using Kpm.Tests.Contracts;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Kpm.Tests.Functions.Web;

/// <summary>The contract as the running system serves it, and the page made of it.</summary>
[Collection(ApiTests.Name)]
public sealed class ApiDocsTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private ApiClient _nobody = null!;

    public async ValueTask InitializeAsync() => _nobody = (await lazy.GetAsync()).Nobody;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Given_TheContract_When_Read_Then_ItIsTheOneOfTheRepository()
    {
        var answer = await _nobody.GetAsync("/openapi.yaml");

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Body.Should().Be(await File.ReadAllTextAsync(ContractDocument.DocumentPath, TestContext.Current.CancellationToken));
        var again = await _nobody.SendAsync(HttpMethod.Get, "/openapi.yaml", prepare: request => request.Headers.TryAddWithoutValidation("If-None-Match", answer.ETag!));
        again.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Given_ThePage_When_Opened_Then_AllThatItAsksForIsThereAndOfThisSystem()
    {
        var page = await _nobody.GetAsync("/api/docs");

        page.ShouldBe(HttpStatusCode.OK);
        page.Body.Should().NotContain("http");
        page.Response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.Contain("script-src 'self';").And.Contain("connect-src 'self';");
        foreach (var script in new[] { "/api/docs/scalar.js", "/api/docs/reference.js" })
        {
            page.Body.Should().Contain($"<script src=\"{script}\">");
            var file = await _nobody.GetAsync(script);
            file.ShouldBe(HttpStatusCode.OK);
            file.Response.Content.Headers.ContentType!.MediaType.Should().Be("text/javascript");
        }
    }

    [Theory]
    [InlineData("dev", null, true)]
    [InlineData("qa", null, true)]
    [InlineData("qa", false, false)]
    [InlineData("prod", null, false)]
    [InlineData("prod", true, true)]
    public void Given_AnEnvironment_When_NothingElseIsSet_Then_OnlyProductionIsClosed(string environment, bool? setting, bool isOpen)
    {
        var access = new ReferenceAccess(Options.Create(new ApiOptions { ShowReference = setting }), Options.Create(new EnvironmentOptions { Name = environment }));
        var request = new DefaultHttpContext().Request;

        IResult[] answers = [new ApiDocsFunction(access).Run(request, null), new OpenApiDocumentFunction(access).Run(request)];

        answers.Should().AllSatisfy(answer => (answer is WebFileReply).Should().Be(isOpen));
    }
}
