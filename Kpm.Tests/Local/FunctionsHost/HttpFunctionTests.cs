using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Kpm.Tests.Local.FunctionsHost;

public sealed class HttpFunctionTests(HostFixture host) : IClassFixture<HostFixture>
{
    private const int Large = 64 * 1024 * 1024;
    private const int RequestBodyLimit = 104_857_600;

    [Fact]
    public async Task Given_TheRoutePrefixOfHostJson_When_Called_Then_TheFunctionAnswers()
    {
        using var response = await host.Http.GetAsync("/fixture/empty");
        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Given_ARouteValue_When_Called_Then_TheParameterOfThatNameGetsIt() =>
        (await host.Http.GetStringAsync("/fixture/items/12")).Should().Be("12");

    /// <summary>https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger: constraints.</summary>
    [Theory]
    [InlineData("/fixture/items/twelve")]
    [InlineData("/fixture/nothing")]
    [InlineData("/api/empty")]
    public async Task Given_APathThatNoRouteMatches_When_Called_Then_404(string path)
    {
        using var response = await host.Http.GetAsync(path);
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Given_AKnownPath_When_CalledWithAnotherMethod_Then_404()
    {
        using var response = await host.Http.PostAsync("/fixture/empty", null);
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    /// <summary>https://learn.microsoft.com/azure/azure-functions/function-keys-how-to</summary>
    [Theory]
    [InlineData("/fixture/locked", HttpStatusCode.Unauthorized)]
    [InlineData("/fixture/locked?code=another", HttpStatusCode.Unauthorized)]
    [InlineData("/fixture/locked?code=" + HostFixture.Key, HttpStatusCode.NoContent)]
    public async Task Given_AFunctionAboveAnonymous_When_Called_Then_OnlyTheKeyOpensIt(string path, HttpStatusCode expected)
    {
        using var response = await host.Http.GetAsync(path);
        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Given_ASettingFile_When_TheWorkerReadsASetting_Then_ItIsThere() =>
        (await host.Http.GetStringAsync("/fixture/settings/FIXTURE_QUEUE")).Should().Be("fixture");

    [Fact]
    public async Task Given_ABody_When_Echoed_Then_ItComesBackWithItsType()
    {
        using var response = await host.Http.PostAsync("/fixture/echo", new StringContent("{}", new MediaTypeHeaderValue("application/json")));
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        (await response.Content.ReadAsStringAsync()).Should().Be("{}");
    }

    [Fact]
    public async Task Given_AForgedForwardedHeader_When_Called_Then_TheWorkerSeesTheRealCaller()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fixture/caller");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var response = await host.Http.SendAsync(request);
        (await response.Content.ReadAsStringAsync()).Should().Be("127.0.0.1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_64MiB_When_UploadedAndDownloaded_Then_TheyAreTheSameAndTheHostHeldNoCopy(bool lengthDeclared)
    {
        var bytes = RandomNumberGenerator.GetBytes(Large);
        var path = $"/fixture/files/{Guid.NewGuid()}";
        var before = PeakMemory();

        using var upload = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StreamContent(new MemoryStream(bytes)) };
        if (!lengthDeclared) upload.Headers.TransferEncodingChunked = true;
        using var uploaded = await host.Http.SendAsync(upload);
        uploaded.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var download = await host.Http.GetStreamAsync(path);

        (await SHA256.HashDataAsync(download)).Should().Equal(SHA256.HashData(bytes));
        if (before is { } peak) (PeakMemory()!.Value - peak).Should().BeLessThan(Large);
    }

    /// <summary>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT, https://learn.microsoft.com/azure/azure-functions/functions-app-settings.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_ABodyAboveTheLimit_When_Sent_Then_413(bool lengthDeclared)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/fixture/files/{Guid.NewGuid()}")
        {
            Content = new StreamContent(new MemoryStream(new byte[RequestBodyLimit + 1])),
        };
        if (!lengthDeclared) request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = lengthDeclared; // so that the answer is read before the body is sent
        using var response = await host.Http.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Given_AFunctionThatThrows_When_Called_Then_500WithoutInternals()
    {
        using var response = await host.Http.GetAsync("/fixture/throw");
        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
        response.Headers.Should().NotContain(header => header.Value.Any(value => value.Contains("inside")));
    }

    [Fact]
    public async Task Given_AFunctionThatThrowsAfterHalfABody_When_Called_Then_TheAnswerIsBroken() =>
        await FluentActions.Awaiting(() => host.Http.GetStringAsync("/fixture/throw-late")).Should().ThrowAsync<HttpRequestException>();

    /// <summary>Bytes that the host has needed at most so far; null where the system does not tell.</summary>
    private long? PeakMemory()
    {
        var status = $"/proc/{host.Part.ProcessId}/status";
        if (!File.Exists(status)) return null;
        var line = File.ReadLines(status).Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }
}
