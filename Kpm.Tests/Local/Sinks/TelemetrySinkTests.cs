using System.Net;
using System.Net.Http.Headers;

namespace Kpm.Tests.Local.Sinks;

/// <summary>The collector takes what OTLP allows, and nothing else.</summary>
public sealed class TelemetrySinkTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private LocalPart _part = null!;

    public async ValueTask InitializeAsync()
    {
        _part = await LocalPart.StartAsync("sinks");
        _http.BaseAddress = new Uri($"http://127.0.0.1:{_part.Port}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _part.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/v1/metrics")]
    [InlineData("/v1/logs")]
    public async Task Given_AMessageOfNothing_When_Sent_Then_ItIsTaken(string path) => (await SendAsync(path, [], "application/x-protobuf")).Should().Be(HttpStatusCode.OK);

    [Fact]
    public async Task Given_AnotherMediaType_When_Sent_Then_ItIsRefused() => (await SendAsync("/v1/traces", "{}"u8.ToArray(), "application/json")).Should().Be(HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task Given_BytesThatAreNoMessage_When_Sent_Then_TheyAreRefused() => (await SendAsync("/v1/logs", [0x0A, 0xFF], "application/x-protobuf")).Should().Be(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Given_NothingYet_When_Read_Then_ThereIsNothing()
    {
        (await _http.GetStringAsync("/logs")).Should().BeEmpty();
        (await _http.GetStringAsync("/metrics")).Should().Be("[]");
        (await _http.GetStringAsync("/traces/00000000000000000000000000000001")).Should().Be("[]");
    }

    private async Task<HttpStatusCode> SendAsync(string path, byte[] body, string type)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await _http.PostAsync(path, content);
        return answer.StatusCode;
    }
}
