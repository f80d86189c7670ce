using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the link that confirms a new address.</summary>
internal static class EmailChangePage
{
    public static IResult Done { get; } = LinkPage.Of(StatusCodes.Status200OK, """
        <p lang="ca">Aquesta és ara l’adreça del teu compte.</p>
        <p lang="es">Esta es ahora la dirección de tu cuenta.</p>
        <p lang="en">This is the address of your account now.</p>
        """);

    /// <summary>Somebody else took the address meanwhile.</summary>
    public static IResult Taken { get; } = LinkPage.Of(StatusCodes.Status400BadRequest, """
        <p lang="ca">Hi ha un altre compte amb aquesta adreça.</p>
        <p lang="es">Hay otra cuenta con esta dirección.</p>
        <p lang="en">Another account has this address.</p>
        """);

    public static IResult SeeDone { get; } = LinkPage.SeeOther("/users/email-changed");

    /// <summary>Asks for the click that confirms.</summary>
    public static IResult Ask(string token) =>
        LinkPage.Form("/users/email-change", "email_change_token", token, "", "Confirma l’adreça · Confirmar la dirección · Confirm the address");
}
