using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the link of a check-in mail.</summary>
internal static class CheckInPage
{
    /// <summary>True however late the click comes: what was delivered by then is among the legacies.</summary>
    public static PageReply Done { get; } = new(words => new Page
    {
        Title = words.Say("check_in.done.title"),
        Text = words.SayLines("check_in.done.text"),
        Sections = [new PageSection { Link = new PageLink($"{LinkPages.WebClient}#/legacies", words.Say("check_in.done.link")) }],
    });

    /// <summary>The link gives no sign of life any more; to log in does.</summary>
    public static PageReply Ended { get; } = new(words => LinkPages.Offer(words, "check_in.ended") with { Status = 401 });

    public static SeeOtherReply SeeDone { get; } = new("/users/checked-in");

    /// <summary>Asks for the click that is the sign of life.</summary>
    public static PageReply Ask(string token) => new(words => LinkPages.Ask(words, "check_in.ask", "/users/check-in", "check_in_token", token));
}
