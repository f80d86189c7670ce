using Kpm.Tests.Faults;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser.Planning;

/// <summary>The page that plans a legacy: what it shows is what it seals, and a draft is whose it is.</summary>
[Collection(ApiTests.Name)]
public sealed class PlanEditorTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_AnAutomaticDelivery_When_PlacesAreAddedAndTheirGroupChanges_Then_WhatIsShownIsSealed()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api) { Size = (390, 844) };
        using var anna = await script.JoinAsync(world, "anna");
        await anna.AddAssetAsync("The letter", FileToUpload.Binary(6_000));

        await script.RunAsync("Planning/delivery.mjs");
    }

    [Fact]
    public async Task Given_ADraft_When_ItsSessionWasEndedElsewhereAndSomebodyElseSignsIn_Then_TheySeeNothingOfIt()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");
        using var ben = await script.JoinAsync(world, "ben");

        await script.RunAsync("Planning/draft.mjs");
    }

    [Fact]
    public async Task Given_ASealingWhoseAnswerWasLost_When_ThePlanIsChangedAndSealed_Then_TheFirstOneIsToldAndNothingElseIsCalledSealed()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");
        using var ben = await script.JoinAsync(world, "ben");
        using var dora = await script.JoinAsync(world, "dora");
        await anna.AddAssetAsync("The letter", FileToUpload.Binary(6_000));
        await ApiWorld.BefriendAsync(anna, ben);
        await ApiWorld.BefriendAsync(anna, dora);

        await script.RunAsync("Planning/lost.mjs");
    }

    [Fact]
    public async Task Given_ASealingThatFailedInTheApi_When_AWordIsChangedAndItIsSealed_Then_ItIsAndTheFirstTryMakesNoSecondOneHoweverLate()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");
        using var ben = await script.JoinAsync(world, "ben");
        await anna.AddAssetAsync("The letter", FileToUpload.Binary(6_000));
        await ApiWorld.BefriendAsync(anna, ben);
        using var stored = new StoredDocuments(world.App);
        script.Turns["refuse"] = async () =>
        {
            await stored.RefuseAsync(403, 1, "releases", "Create");
            return "";
        };

        await script.RunAsync("Planning/failed.mjs");
    }
}
