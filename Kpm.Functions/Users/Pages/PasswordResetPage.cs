using Kpm.Core.Shared;
using Kpm.Functions.Http;
using Kpm.Functions.Http.Problems;
using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the link that sets a new password.</summary>
internal static class PasswordResetPage
{
    public static PageReply Done { get; } = LinkPages.Done("password_reset.done");

    public static SeeOtherReply SeeDone { get; } = new("/users/password-reset-done");

    /// <summary>Asks for the new password.</summary>
    public static PageReply Ask(string token) => new(words => Form(words, token));

    /// <summary>Asks again, and says why the password will not do.</summary>
    public static PageReply Refused(Error error, string token) => new(words => Form(words, token) with
    {
        Status = Problem.StatusOf(error.Kind),
        Fault = ProblemWords.In(words.Language).DetailOf(error),
    });

    private static Page Form(PageWords words, string token) =>
        LinkPages.Ask(words, "password_reset.ask", "/users/password-reset", "reset_token", token, PasswordField.New(words, "new_password", "password.label"));
}
