using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the link of a check-in mail.</summary>
internal static class CheckInPage
{
    public static PageReply Done { get; } = LinkPages.Done("check_in.done");

    /// <summary>The link gives no sign of life any more; to log in does.</summary>
    public static PageReply Ended { get; } = new(words => LinkPages.Offer(words, "check_in.ended") with { Status = 401 });

    public static SeeOtherReply SeeDone { get; } = new("/users/checked-in");

    /// <summary>Asks for the click that is the sign of life.</summary>
    public static PageReply Ask(string token) => new(words => LinkPages.Ask(words, "check_in.ask", "/users/check-in", "check_in_token", token));
}
