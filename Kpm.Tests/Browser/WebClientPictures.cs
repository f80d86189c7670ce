using Kpm.Tests.Functions.Http;
using Kpm.Tests.Local;
using Kpm.Tests.Running;

namespace Kpm.Tests.Browser;

/// <summary><c>make pictures</c>: what the web client and the pages around mailed links look like, for the documentation.</summary>
internal static class WebClientPictures
{
    public static async Task<int> RunAsync(TextWriter output)
    {
        await using var world = await ApiWorld.StartAsync();
        var folder = Path.Combine(LocalPart.RepositoryRoot, "docs", "images");
        var script = new BrowserScript(world.App.Api) { Pictures = folder };
        foreach (var (part, name) in new[] { ("owner", "Anna"), ("friend", "Biel") })
        {
            script.People[part] = Person.New(part) with { PublicName = name, Email = $"{name}@example.com" };
            (await world.JoinAsync(script.People[part])).Dispose();
        }

        await script.RunAsync("pictures.mjs");
        foreach (var size in new[] { (390, 844), (1280, 760) })
        {
            var pages = new BrowserScript(world.App.Api) { Pictures = folder, Size = size, LooksOnly = true };
            await MailedLinks.AddAsync(world, pages);
            await pages.RunAsync("pages.mjs");
        }

        foreach (var picture in Directory.EnumerateFiles(folder, "*-*.png").Order()) await output.WriteLineAsync($"Written: {Path.GetRelativePath(LocalPart.RepositoryRoot, picture)}");
        return 0;
    }
}
