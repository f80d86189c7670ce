using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the activation link.</summary>
internal static class ActivationPage
{
    public static IResult Done { get; } = LinkPage.Of(StatusCodes.Status200OK, """
        <p lang="ca">El teu compte està actiu.</p>
        <p lang="es">Tu cuenta está activa.</p>
        <p lang="en">Your account is active.</p>
        """);

    public static IResult SeeDone { get; } = LinkPage.SeeOther("/users/activated");

    /// <summary>Asks for the click that activates.</summary>
    public static IResult Ask(string token) =>
        LinkPage.Form("/users/activate", "activation_token", token, "", "Activa el compte · Activar la cuenta · Activate the account");
}
