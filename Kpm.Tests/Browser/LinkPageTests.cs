using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Browser;

/// <summary>The pages that mailed links open, as people use them: without scripts, in three languages, and on into the web client.</summary>
[Collection(ApiTests.Name)]
public sealed class LinkPageTests(LazyApiWorld lazy)
{
    [Fact]
    public async Task Given_TheLinksOfMails_When_TheyAreFollowed_Then_EveryPageSaysWhatToDoAndDoesIt()
    {
        var world = await lazy.GetAsync();
        var (desk, phone) = (new BrowserScript(world.App.Api) { Size = (1280, 900), LooksOnly = true }, new BrowserScript(world.App.Api) { Size = (390, 844) });
        await MailedLinks.AddAsync(world, phone);
        foreach (var (name, link) in phone.Links) desk.Links[name] = link;

        // Looking changes nothing, so that the same links do for both.
        await desk.RunAsync("pages.mjs");
        await phone.RunAsync("pages.mjs");
    }
}
