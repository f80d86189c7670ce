using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser;

/// <summary>The web client as people use it: in a browser, against the running system.</summary>
[Collection(ApiTests.Name)]
public sealed class WebClientTests(LazyApiWorld lazy) : IAsyncLifetime
{
    private const string Totp = "/me/second-factors/totp";
    private ApiWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await lazy.GetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Every page is held against the rules of accessibility on the way, light and dark, and against its own content policy.</summary>
    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 900)]
    public async Task Given_TwoPeople_When_OneLeavesMemoriesToTheOther_Then_TheOtherOpensThem(int width, int height)
    {
        var script = new BrowserScript(_world.App.Api) { Size = (width, height) };
        await AddAsync(script, "owner", "Anna");
        await AddAsync(script, "friend", "Biel");

        await script.RunAsync("story.mjs");
    }

    [Fact]
    public async Task Given_AKeyboardAlone_When_SigningInAndPlanning_Then_EverythingIsReached()
    {
        var script = new BrowserScript(_world.App.Api);
        await AddAsync(script, "owner", "Anna");

        await script.RunAsync("keyboard.mjs");
    }

    [Fact]
    public async Task Given_AnUploadThatBrokeOff_When_TheSameFileIsChosenAgain_Then_OnlyWhatIsMissingIsSent()
    {
        var script = new BrowserScript(_world.App.Api);
        await AddAsync(script, "owner", "Anna");

        await script.RunAsync("resume.mjs");
    }

    [Fact]
    public async Task Given_ASecondFactor_When_SigningIn_Then_TheCodeIsAskedForAfterThePassword()
    {
        var script = new BrowserScript(_world.App.Api);
        script.People["owner"] = Person.New("owner");
        using var owner = await _world.JoinAsync(script.People["owner"]);
        (await owner.PostAsync(Totp, new { })).ShouldBe(HttpStatusCode.Created);
        script.App = new Authenticator((await owner.GetAsync(Totp)).Json.GetProperty("uri").GetString()!);
        (await owner.PutAsync($"{Totp}/confirm", new { code = script.App.Code() })).ShouldBe(HttpStatusCode.NoContent);

        await script.RunAsync("second-factor.mjs");
    }

    [Fact]
    public Task Given_TheThreeLanguages_When_Compared_Then_EachSaysEverything() => new BrowserScript(_world.App.Api).RunAsync("words.mjs");

    private async Task AddAsync(BrowserScript script, string part, string name)
    {
        script.People[part] = Person.New(part) with { PublicName = name };
        (await _world.JoinAsync(script.People[part])).Dispose();
    }
}
