using System.Net;
using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Browser.Sessions;

/// <summary>People who sign in one after the other in the same tab of the web client.</summary>
[Collection(ApiTests.Name)]
public sealed class SessionsOfATabTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_AnswersThatComeLate_When_SomebodyElseIsSignedInByThen_Then_TheyAreNeitherActedForNorSignedOut()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");
        using var ben = await script.JoinAsync(world, "ben");
        (await ben.PostAsync("/me/keeps", new { to_id = anna.UserId })).ShouldBe(HttpStatusCode.Created);

        await script.RunAsync("Sessions/late.mjs");
    }
}
