using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Browser.Uploads;

/// <summary>Files on their way into the vault, while other things happen in the tab.</summary>
[Collection(ApiTests.Name)]
public sealed class UploadsInBrowserTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_FilesOnTheirWay_When_SomebodyElseSignsIn_Then_NothingGoesIntoTheirVault()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");
        using var ben = await script.JoinAsync(world, "ben");

        await script.RunAsync("Uploads/next.mjs");
    }

    [Fact]
    public async Task Given_AnswersThatAreLost_When_FilesAreSentAndGivenUp_Then_TheyGoOnAndNothingElseIsGivenUp()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");

        await script.RunAsync("Uploads/patience.mjs");
    }

    [Fact]
    public async Task Given_AnUploadThatFailed_When_ItsFileIsChosenAgainAndTheFailedOneIsDismissedOrTriedAgain_Then_EachArrivesByItself()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");

        await script.RunAsync("Uploads/failed.mjs");
    }
}
