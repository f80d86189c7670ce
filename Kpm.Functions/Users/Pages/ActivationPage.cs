using Kpm.Functions.Web.Pages;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the activation link.</summary>
internal static class ActivationPage
{
    public static PageReply Done { get; } = LinkPages.Done("activation.done");

    public static SeeOtherReply SeeDone { get; } = new("/users/activated");

    /// <summary>Asks for the click that activates.</summary>
    public static PageReply Ask(string token) => new(words => LinkPages.Ask(words, "activation.ask", "/users/activate", "activation_token", token));
}
