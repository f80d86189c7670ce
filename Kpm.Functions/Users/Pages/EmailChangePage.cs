using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the link that confirms a new address.</summary>
internal static class EmailChangePage
{
    public static PageReply Done { get; } = LinkPages.Done("email_change.done");

    /// <summary>Somebody else took the address meanwhile.</summary>
    public static PageReply Taken { get; } = new(words => new Page { Status = 400, Title = words.Say("email_change.taken.title"), Text = words.SayLines("email_change.taken.text") });

    public static SeeOtherReply SeeDone { get; } = new("/users/email-changed");

    /// <summary>Asks for the click that confirms.</summary>
    public static PageReply Ask(string token) => new(words => LinkPages.Ask(words, "email_change.ask", "/users/email-change", "email_change_token", token));
}
