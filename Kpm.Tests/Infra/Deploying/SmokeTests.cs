using System.Globalization;
using System.Reflection;
using Kpm.Functions.Composition;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Local;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kpm.Tests.Infra.Deploying;

/// <summary>The smoke test of a deployment, asked of a running system.</summary>
[Collection(ApiTests.Name)]
public sealed class SmokeTests(LazyApiWorld lazyWorld)
{
    private static readonly string Built = typeof(SharedRegistration).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Version").Value!;

    [Fact]
    public async Task Given_ARunningSystem_When_AskedForItsVersion_Then_ItWorks()
    {
        var world = await lazyWorld.GetAsync();

        var (code, said) = await SmokeAsync(new Uri(world.App.Api, "/api/v1"), Built);

        code.Should().Be(0, said);
        said.Should().MatchRegex($"{Built} is \"(OK|DEGRADED)\"");
    }

    [Fact]
    public async Task Given_ARunningSystem_When_AskedForAnotherVersion_Then_ItDoesNot()
    {
        var world = await lazyWorld.GetAsync();

        var (code, said) = await SmokeAsync(new Uri(world.App.Api, "/api/v1"), "another");

        code.Should().Be(1);
        said.Should().Contain("does not work as another: /version answers");
    }

    [Fact]
    public async Task Given_NothingThatListens_When_Asked_Then_ItDoesNot()
    {
        var port = LocalPart.FreePort().ToString(CultureInfo.InvariantCulture);

        (await SmokeAsync(new Uri($"http://127.0.0.1:{port}/api/v1"), Built)).Code.Should().Be(1);
    }

    [Theory]
    [InlineData("local", "\"OK\"", "not_authenticated", 401, 0)]
    [InlineData("local", "\"DEGRADED\"", "not_authenticated", 401, 0)]
    [InlineData("local", "\"DOWN\"", "not_authenticated", 401, 1)]
    [InlineData("local", "", "not_authenticated", 401, 1)]
    [InlineData("local", "\"OK\"", "not_authenticated", 200, 1)]
    [InlineData("local", "\"OK\"", "invalid_token", 401, 1)]
    [InlineData("older", "\"OK\"", "not_authenticated", 401, 1)]
    public async Task Given_Answers_When_Judged_Then_AllThreeMustBeRight(string version, string health, string code, int status, int expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/api/v1/version", () => Results.Json(new { branch = "main", version }));
        app.MapGet("/api/v1/health", () => Results.Text(health, "application/json"));
        app.MapGet("/api/v1/me", () => Results.Json(new { code }, statusCode: status));
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);

        (await SmokeAsync(new Uri(app.Urls.Single() + "/api/v1"), "local")).Code.Should().Be(expected);
    }

    private static Task<(int Code, string Said)> SmokeAsync(Uri address, string version) => Shell.RunAsync(
        LocalPart.RepositoryRoot,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["SMOKE_SECONDS"] = "0", ["SMOKE_PAUSE"] = "0" },
        "bash", "infra/deploy/smoke.sh", address.ToString(), version);
}
