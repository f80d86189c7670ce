using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Kpm.Functions.Http;
using Kpm.Functions.Http.Problems;
using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the link that takes up an invitation.</summary>
internal static class InvitationPage
{
    private const string TokenField = "invitation_token";

    public static PageReply Done { get; } = LinkPages.Done("invitation.done");

    public static PageReply Mailed { get; } = new(words => new Page { Title = words.Say("invitation.mailed.title"), Text = words.SayLines("invitation.mailed.text") });

    public static SeeOtherReply SeeDone { get; } = new("/invitations/accepted");

    public static SeeOtherReply SeeMailed { get; } = new("/invitations/mailed");

    /// <summary>Says from whom it is, and offers an account or the way to accept with the one that there is.</summary>
    public static PageReply Ask(string token, string? inviter) => new(words => Offer(words, token, inviter, username: ""));

    /// <summary>The link has ended: offers another one.</summary>
    public static PageReply AskAgain(string token) => new(words => LinkPages.Ask(words, "invitation.again", "/invitations/mail", TokenField, token) with { Status = 401 });

    /// <summary>Asks again, and says why there is no account yet.</summary>
    public static PageReply Refused(Error error, string token, string? inviter, string username) => new(words => error is EmailTaken
        ? new Page
        {
            Status = Problem.StatusOf(error.Kind),
            Title = words.Say("invitation.taken.title"),
            Text = words.SayLines("invitation.taken.text"),
            Sections = [WithAccount(words, token)],
        }
        : Offer(words, token, inviter, username) with { Status = Problem.StatusOf(error.Kind), Fault = ProblemWords.In(words.Language).DetailOf(error) });

    private static Page Offer(PageWords words, string token, string? inviter, string username) => new()
    {
        Title = inviter is null ? words.Say("invitation.ask.title_without_name") : words.Say("invitation.ask.title", ("name", inviter)),
        Text = words.SayLines("invitation.ask.text"),
        Sections = [SignUp(words, token, username), WithAccount(words, token)],
    };

    private static PageSection SignUp(PageWords words, string token, string username) => new()
    {
        Heading = words.Say("invitation.sign_up.heading"),
        Text = words.SayLines("invitation.sign_up.text"),
        Form = new PageForm("/invitations/sign-up", TokenField, token, words.Say("invitation.sign_up.button"))
        {
            Fields =
            [
                new PageField("username", words.Say("invitation.username"), "text", "username", Username.MinimumLength, Username.MaximumLength) { Hint = words.Say("invitation.username_hint"), Value = username },
                PasswordField.New(words, "password", "invitation.password"),
            ],
        },
    };

    /// <summary>The token stands behind the number sign, which browsers send to nobody.</summary>
    private static PageSection WithAccount(PageWords words, string token) => new()
    {
        Heading = words.Say("invitation.log_in.heading"),
        Text = words.SayLines("invitation.log_in.text"),
        Link = new PageLink($"{LinkPages.WebClient}#/invitation/{Uri.EscapeDataString(token)}", words.Say("invitation.log_in.link")),
    };
}
