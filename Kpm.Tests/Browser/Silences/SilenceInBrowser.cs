using System.Text.RegularExpressions;
using Kpm.Tests.Functions.Http;
using Kpm.Tests.Running;
using Kpm.Tests.Scenarios;

namespace Kpm.Tests.Browser.Silences;

/// <summary>A story of silence whose people use the web client. The phone of each is as wide as most are; some sit at a desk.</summary>
public abstract partial class SilenceInBrowser(LazyApiWorld lazy) : SilenceStory(lazy)
{
    /// <summary>A script in which Anna, Ben and Cleo take part.</summary>
    private protected BrowserScript NewScript(bool isAtDesk = false)
    {
        var script = new BrowserScript(World.App.Api) { Size = isAtDesk ? (1280, 900) : (390, 844) };
        foreach (var (name, client) in new[] { ("anna", Anna), ("ben", Ben), ("cleo", Cleo) }) script.People[name] = PersonOf(client);
        return script;
    }

    /// <summary>Where the mail to a keeper about an attempt leads, below the web client.</summary>
    private protected async Task<string> WatchLinkAsync(ApiClient keeper)
    {
        var mails = await Eventually.GetAsync(() => World.App.Mailbox.MailsAsync(PersonOf(keeper).Email), found => found.Any(mail => Link().IsMatch(mail.Text)), "a mail to a keeper with a link");
        return Link().Match(mails.Last(mail => Link().IsMatch(mail.Text)).Text).Groups[1].Value;
    }

    private protected static string IdOf(string path) => path.Split('/')[^1];

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/app/(#/watch/[\w-]+/[\w-]+)")]
    private static partial Regex Link();
}
