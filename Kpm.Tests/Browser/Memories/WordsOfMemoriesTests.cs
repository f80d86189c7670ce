using System.Net;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser.Memories;

/// <summary>What is written about memories: nothing of it is lost, or told as somebody else's change.</summary>
[Collection(ApiTests.Name)]
public sealed class WordsOfMemoriesTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_WhatIsWrittenAboutAMemory_When_ItIsChangedElsewhereOrTheSessionEnds_Then_NothingIsLostOrSaidUntruly()
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api);
        using var anna = await script.JoinAsync(world, "anna");
        using var ben = await script.JoinAsync(world, "ben");
        var memory = await anna.AddAssetAsync("The boat", FileToUpload.Photo(1));
        foreach (var title in new[] { "The dog", "The cat" })
            (await anna.DeleteAsync($"/assets/{await anna.AddAssetAsync(title, FileToUpload.Binary(600))}")).ShouldBe(HttpStatusCode.NoContent);
        script.Turns["memory"] = () => Task.FromResult(memory);
        script.Turns["change"] = async () =>
        {
            (await anna.PatchAsync($"/assets/{memory}", new { created_date = "Summer of 1970" })).ShouldBe(HttpStatusCode.NoContent);
            return "";
        };

        await script.RunAsync("Memories/words.mjs");
    }
}
