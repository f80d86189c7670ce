using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kpm.Tests.Local.Sinks;

[Collection(nameof(LocalSinks))]
public sealed class PushSinkTests(LocalSinks sinks)
{
    [Fact]
    public async Task Given_AMessage_When_Sent_Then_ItCanBeReadUntilDeleted()
    {
        await sinks.Client.DeleteAsync("/pushes");
        var (status, body) = await SendAsync(new { token = "device-1", notification = new { title = "Title", body = "Body" }, data = new { kind = "release" } });
        status.Should().Be(HttpStatusCode.OK);

        var push = (await sinks.PushesAsync()).Should().ContainSingle().Subject;
        body.GetProperty("name").GetString().Should().Be($"projects/kpm/messages/{push.Id}");
        push.Should().BeEquivalentTo(new { Token = "device-1", Title = "Title", Data = new Dictionary<string, string> { ["kind"] = "release" } });
        push.ReceivedAt.Should().BePositive();

        (await sinks.Client.DeleteAsync("/pushes")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await sinks.PushesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_NoBearerToken_When_Sent_Then_ItIs401()
    {
        var (status, body) = await SendAsync(new { token = "device-1" }, withToken: false);
        status.Should().Be(HttpStatusCode.Unauthorized);
        body.GetProperty("error").GetProperty("status").GetString().Should().Be("UNAUTHENTICATED");
    }

    /// <summary>Source: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode, UNREGISTERED.</summary>
    [Fact]
    public async Task Given_ATokenThatIsGone_When_Sent_Then_ItIs404Unregistered()
    {
        var (status, body) = await SendAsync(new { token = "gone-1" });
        status.Should().Be(HttpStatusCode.NotFound);
        var error = body.GetProperty("error");
        error.GetProperty("status").GetString().Should().Be("NOT_FOUND");
        error.GetProperty("details")[0].GetProperty("errorCode").GetString().Should().Be("UNREGISTERED");
    }

    /// <summary>Source: firebase.google.com/docs/cloud-messaging/manage-tokens, "Detect invalid token responses".</summary>
    [Fact]
    public async Task Given_ATokenThatWasNeverOne_When_Sent_Then_ItIs400AndNamesTheField()
    {
        var (status, body) = await SendAsync(new { token = "invalid-1" });
        status.Should().Be(HttpStatusCode.BadRequest);
        body.GetProperty("error").GetProperty("details")[1].GetProperty("fieldViolations")[0].GetProperty("field").GetString().Should().Be("message.token");
    }

    /// <summary>Source: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode, INVALID_ARGUMENT.</summary>
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"token":""}""")]
    [InlineData("""{"token":"t","data":{"n":1}}""")]
    [InlineData("""{"token":"t","data":{"n":null}}""")]
    [InlineData("""{"token":"t","data":{"from":"x"}}""")]
    [InlineData("""{"token":"t","data":{"google.x":"x"}}""")]
    public async Task Given_AnInvalidMessage_When_Sent_Then_ItIs400(string message)
    {
        var (status, body) = await SendAsync(JsonSerializer.Deserialize<JsonElement>(message));
        status.Should().Be(HttpStatusCode.BadRequest);
        body.GetProperty("error").GetProperty("status").GetString().Should().Be("INVALID_ARGUMENT");
    }

    /// <summary>Source: firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode: 4,096 bytes of payload, keys and values.</summary>
    [Theory]
    [InlineData(4095, HttpStatusCode.OK)]
    [InlineData(4096, HttpStatusCode.BadRequest)]
    public async Task Given_AFullPayload_When_Sent_Then_ItsSizeIsLimited(int length, HttpStatusCode expected) =>
        (await SendAsync(new { token = "device-1", data = new { k = new string('x', length) } })).Status.Should().Be(expected);

    [Fact]
    public async Task Given_AnOrderedFault_When_Sent_Then_ItIsAnsweredOnce()
    {
        await sinks.OrderFaultsAsync("push", 503, count: 1);
        (await SendAsync(new { token = "device-1" })).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await SendAsync(new { token = "device-1" })).Status.Should().Be(HttpStatusCode.OK);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(object message, bool withToken = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/projects/kpm/messages:send") { Content = JsonContent.Create(new { message }) };
        if (withToken) request.Headers.Authorization = new("Bearer", await sinks.AccessTokenAsync());
        using var response = await sinks.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
