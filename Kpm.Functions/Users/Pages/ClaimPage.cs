using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>Says that a legacy waits, from whom, and what to do. Never what it is.</summary>
internal static class ClaimPage
{
    public static PageReply OfOneself { get; } = Of(words => words.Say("legacy.title_of_oneself"));

    /// <param name="giver">The public name of the giver; null for none.</param>
    public static PageReply From(string? giver) => Of(words => giver is null ? words.Say("legacy.title_without_name") : words.Say("legacy.title", ("name", giver)));

    private static PageReply Of(Func<PageWords, string> title) => new(words => new Page
    {
        Title = title(words),
        Text = words.SayLines("legacy.text"),
        Sections = [new PageSection { Link = new PageLink($"{LinkPages.WebClient}#/waiting", words.Say("legacy.link")) }],
    });
}
