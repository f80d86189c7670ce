using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Browser;

/// <summary>The pages that mailed links open, as people use them: without scripts, in three languages, and on into the web client.</summary>
[Collection(ApiTests.Name)]
public sealed class LinkPageTests(LazyApiWorld lazy)
{
    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 900)]
    public async Task Given_TheLinksOfMails_When_TheyAreFollowed_Then_EveryPageSaysWhatToDoAndDoesIt(int width, int height)
    {
        var world = await lazy.GetAsync();
        var script = new BrowserScript(world.App.Api) { Size = (width, height) };
        await MailedLinks.AddAsync(world, script);

        await script.RunAsync("pages.mjs");
    }
}
