using Kpm.Tests.Functions.Adapters.Mail;
using Kpm.Tests.Local;

namespace Kpm.Tests.Docs;

/// <summary>Writes what the repository shows of notifications: the page of the catalogue, the mails that tests compare with, and pictures of them.</summary>
internal static class MailPages
{
    public static async Task<int> RunAsync(TextWriter output)
    {
        await File.WriteAllTextAsync(NotificationsPage.Path, await NotificationsPage.TextAsync());
        await GoldenMails.WriteAsync();
        await output.WriteLineAsync($"Written: {NotificationsPage.Path} and {GoldenMails.Folder}");
        if (Browser.Find() is not { } browser)
        {
            await output.WriteLineAsync("There is no Chromium: no pictures. On Debian: apt-get install chromium");
            return 0;
        }

        var folder = Path.Combine(LocalPart.RepositoryRoot, "docs", "images", "mails");
        Directory.CreateDirectory(folder);
        foreach (var sheet in MailSheet.All)
        {
            await browser.PictureAsync(await sheet.PageAsync(), sheet.Size, sheet.IsDark, Path.Combine(folder, $"{sheet.Name}.png"));
            await output.WriteLineAsync($"Written: docs/images/mails/{sheet.Name}.png");
        }

        return 0;
    }
}
