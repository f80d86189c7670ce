using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the link that sets a new password.</summary>
internal static class PasswordResetPage
{
    public static IResult Done { get; } = LinkPage.Of(StatusCodes.Status200OK, """
        <p lang="ca">Ja tens una contrasenya nova. Torna a entrar amb ella.</p>
        <p lang="es">Ya tienes una contraseña nueva. Vuelve a entrar con ella.</p>
        <p lang="en">You have a new password. Log in with it again.</p>
        """);

    public static IResult SeeDone { get; } = LinkPage.SeeOther("/users/password-reset-done");

    /// <summary>Asks for the new password.</summary>
    public static IResult Ask(string token) => LinkPage.Form(
        "/users/password-reset",
        "reset_token",
        token,
        $"""<label>Contrasenya nova · Contraseña nueva · New password <input type="password" name="new_password" autocomplete="new-password" minlength="{PasswordRule.MinimumLength}" maxlength="{PasswordRule.MaximumLength}" required></label>""",
        "Desa-la · Guardarla · Save it");

    /// <summary>Says why the password will not do.</summary>
    public static IResult Refused(Error error) => LinkPage.Of(Problem.StatusOf(error.Kind), $"""
        <p lang="ca">Aquesta contrasenya és massa fàcil d’endevinar, massa curta o massa llarga. Torna enrere i tria’n una altra.</p>
        <p lang="es">Esta contraseña es demasiado fácil de adivinar, demasiado corta o demasiado larga. Vuelve atrás y elige otra.</p>
        <p lang="en">{error.Detail} Go back and choose another.</p>
        """);
}
