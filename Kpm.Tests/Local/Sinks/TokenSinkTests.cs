using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Kpm.Local.Sinks.Push;

namespace Kpm.Tests.Local.Sinks;

/// <summary>Access tokens for push messages. Source: developers.google.com/identity/protocols/oauth2/service-account, HTTP/REST.</summary>
[Collection(nameof(LocalSinks))]
public sealed class TokenSinkTests(LocalSinks sinks)
{
    [Fact]
    public async Task Given_AJwtOfTheAccount_When_Presented_Then_ItsTokenSendsUntilAllAreRevoked()
    {
        var (status, body) = await AskAsync(new SignedJwt(sinks));
        status.Should().Be(HttpStatusCode.OK);
        body.GetProperty("token_type").GetString().Should().Be("Bearer");
        body.GetProperty("expires_in").GetInt32().Should().Be(3599);
        var token = body.GetProperty("access_token").GetString()!;

        (await SendAsync(token)).Should().Be(HttpStatusCode.OK);
        (await sinks.Client.DeleteAsync("/tokens")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await SendAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Given_ATokenThatIsOver_When_Sent_Then_ItIs401()
    {
        await sinks.Client.PutAsJsonAsync("/tokens", new { lifetimeSeconds = 0 });
        var token = (await AskAsync(new SignedJwt(sinks))).Body.GetProperty("access_token").GetString()!;
        await sinks.Client.PutAsJsonAsync("/tokens", new { lifetimeSeconds = 3599 });

        (await SendAsync(token)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Given_ATokenThatWasNotHandedOut_When_Sent_Then_ItIs401() => (await SendAsync("ya29.mine")).Should().Be(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Given_AnotherProject_When_Sent_Then_ItIs403() =>
        (await SendAsync(await sinks.AccessTokenAsync(), project: "another")).Should().Be(HttpStatusCode.Forbidden);

    public static TheoryData<string> Wrongs => ["issuer", "audience", "scope", "over", "longer than an hour", "another key", "none"];

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task Given_AWrongJwt_When_Presented_Then_ItIsAnInvalidGrant(string wrong)
    {
        using var stranger = RSA.Create(2048);
        var jwt = new SignedJwt(sinks);
        jwt = wrong switch
        {
            "issuer" => jwt with { Issuer = "another@kpm.iam.gserviceaccount.com" },
            "audience" => jwt with { Audience = $"{sinks.Address}token" },
            "scope" => jwt with { Scope = "https://www.googleapis.com/auth/drive" },
            "over" => jwt with { Start = jwt.Start - TimeSpan.FromHours(2) },
            "longer than an hour" => jwt with { Life = TimeSpan.FromSeconds(3601) },
            "another key" => jwt with { Key = stranger.ExportPkcs8PrivateKeyPem() },
            _ => jwt,
        };

        var (status, body) = await AskAsync(jwt, assertion: wrong == "none" ? "x.y.z" : null);

        status.Should().Be(HttpStatusCode.BadRequest);
        body.GetProperty("error").GetString().Should().Be("invalid_grant");
    }

    [Fact]
    public async Task Given_AnotherGrant_When_AskedFor_Then_ItIsUnsupported()
    {
        var (status, body) = await AskAsync(new SignedJwt(sinks), grant: "client_credentials");
        status.Should().Be(HttpStatusCode.BadRequest);
        body.GetProperty("error").GetString().Should().Be("unsupported_grant_type");
    }

    [Fact]
    public async Task Given_AnOrderedFault_When_AskedFor_Then_ItIsAnsweredOnce()
    {
        await sinks.OrderFaultsAsync("token", 503, count: 1);
        (await AskAsync(new SignedJwt(sinks))).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await AskAsync(new SignedJwt(sinks))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public void Given_AnAccount_When_LoadedAgain_Then_ItIsTheSameAndOnlyItsUserMayReadIt()
    {
        var path = Path.Combine(sinks.Part.Folder, ServiceAccount.FileName);
        ServiceAccount.LoadOrCreate(sinks.Part.Folder).Should().Be(ServiceAccount.LoadOrCreate(sinks.Part.Folder));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(SignedJwt jwt, string? assertion = null, string grant = SignedJwt.Grant)
    {
        using var response = await sinks.Client.PostAsync("/token", jwt.Form(assertion, grant));
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<HttpStatusCode> SendAsync(string token, string project = "kpm")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/projects/{project}/messages:send") { Content = JsonContent.Create(new { message = new { token = "device-1" } }) };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await sinks.Client.SendAsync(request);
        return response.StatusCode;
    }
}
