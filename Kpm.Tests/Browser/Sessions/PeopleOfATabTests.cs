using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser.Sessions;

/// <summary>The pages of people and devices, by the keyboard and with answers that are lost.</summary>
[Collection(ApiTests.Name)]
public sealed class PeopleOfATabTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_RowsThatGoAndAnswersThatAreLost_When_TheKeyboardIsUsed_Then_TheFocusStaysAndNothingIsSilent()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");
        using var ben = await script.JoinAsync(world, "ben");
        using var dora = await script.JoinAsync(world, "dora");
        foreach (var name in new[] { "cleo", "eva" })
        {
            using var asking = await script.JoinAsync(world, name);
            (await asking.PostAsync("/me/keeps", new { to_id = anna.UserId })).ShouldBe(HttpStatusCode.Created);
        }

        (await world.Nobody.RegisterAsync(script.People["new"] = Person.New("new"))).ShouldBe(HttpStatusCode.Created);

        await script.RunAsync("Sessions/people.mjs");
    }
}
