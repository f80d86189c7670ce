using System.Net;
using System.Text.Json;
using Kpm.Tests.Browser.Silences;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser.Steps;

/// <summary>"A letter for each step", in a browser: one to Ben, and a month after it one for whoever of Cleo and Ben opens it first, in turn.</summary>
[Collection(ApiTests.Name)]
public sealed class ALetterForEachStepTests(LazyApiWorld lazy) : SilenceInBrowser(lazy)
{
    [Fact]
    public async Task Given_TwoStepsWrittenInTheBrowser_When_TheFirstIsOpenedAndTimePasses_Then_ThePageOfTheSecondSaysWhoseTurnItIsAndWhoWasPassedOver()
    {
        await Anna.AddAssetAsync("A month later", FileToUpload.Binary(6_000));
        var script = NewScript(isAtDesk: true);
        var second = "";
        script.Turns["opened"] = async () =>
        {
            var first = await FindAsync("The first letter");
            second = await FindAsync("The second letter");
            await Eventually.IsTrueAsync(async () => (await Ben.PostAsync($"{first}/trigger", new { })).Status == HttpStatusCode.NoContent, "the first step");
            await Eventually.IsTrueAsync(async () => (await Anna.GetAsync($"{second}/conditions")).Json.GetProperty("conditions").GetProperty("next_change").ValueKind == JsonValueKind.Number, "the day of the second step");
            await Time.PassSinceStepAsync(second, days: 31);
            await World.App.HurriedAsync("CheckDueReleases", async () => await Cleo.CountAsync("/me/legacy/incoming") == 1, "the turn of the first");
            return IdOf(second);
        };
        script.Turns["passed"] = async () =>
        {
            await Time.PassTurnAsync(second, days: 15);
            await World.App.HurriedAsync("CheckDueReleases", async () => await Ben.CountAsync("/me/legacy/incoming") == 1, "the turn of the next");
            return IdOf(second);
        };

        await script.RunAsync("Steps/steps.mjs");
    }

    private async Task<string> FindAsync(string name) =>
        $"/legacy/{(await Anna.ItemsAsync("/me/legacy")).Single(legacy => legacy.GetProperty("name").GetString() == name).GetProperty("id").GetString()}";
}
