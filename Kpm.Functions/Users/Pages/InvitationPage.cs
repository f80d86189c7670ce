using System.Text.Encodings.Web;
using Kpm.Core.Shared;
using Kpm.Core.Users.User;
using Kpm.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace Kpm.Functions.Users.Pages;

/// <summary>The pages around the link that takes up an invitation.</summary>
internal static class InvitationPage
{
    private const string TokenField = "invitation_token";

    public static IResult Done { get; } = LinkPage.Of(StatusCodes.Status200OK, """
        <p lang="ca">Ja tens un compte. Entra a Keepem: el que t’han deixat hi serà d’aquí a un moment.</p>
        <p lang="es">Ya tienes una cuenta. Entra en Keepem: lo que te han dejado estará ahí en un momento.</p>
        <p lang="en">You have an account. Log in to Keepem: what was left to you will be there in a moment.</p>
        """);

    public static IResult Mailed { get; } = LinkPage.Of(StatusCodes.Status200OK, """
        <p lang="ca">Si la invitació encara és vàlida, t’enviarem un enllaç nou a la mateixa adreça.</p>
        <p lang="es">Si la invitación todavía es válida, te enviaremos un enlace nuevo a la misma dirección.</p>
        <p lang="en">If the invitation is still open, a new link is on its way to the same address.</p>
        """);

    public static IResult SeeDone { get; } = LinkPage.SeeOther("/invitations/accepted");

    public static IResult SeeMailed { get; } = LinkPage.SeeOther("/invitations/mailed");

    /// <summary>Offers an account, and tells how to accept with one that there is.</summary>
    public static IResult Ask(string token) => LinkPage.Of(StatusCodes.Status200OK, $"""
        <form method="post" action="{Reply.BasePath}/invitations/sign-up">
        <input type="hidden" name="{TokenField}" value="{HtmlEncoder.Default.Encode(token)}">
        <p><label>Nom d’usuari · Nombre de usuario · Username <input name="username" autocomplete="username" minlength="2" maxlength="15" required></label></p>
        <p><label>Contrasenya · Contraseña · Password <input type="password" name="password" autocomplete="new-password" minlength="{PasswordRule.MinimumLength}" maxlength="{PasswordRule.MaximumLength}" required></label></p>
        <button type="submit">Crea el compte · Crear la cuenta · Create the account</button>
        </form>
        {WithAccount(token)}
        """);

    /// <summary>The link has ended: offers another one.</summary>
    public static IResult AskAgain(string token) => LinkPage.Of(StatusCodes.Status401Unauthorized, $"""
        <p lang="ca">Aquest enllaç ja no és vàlid.</p>
        <p lang="es">Este enlace ya no es válido.</p>
        <p lang="en">This link is no longer valid.</p>
        <form method="post" action="{Reply.BasePath}/invitations/mail">
        <input type="hidden" name="{TokenField}" value="{HtmlEncoder.Default.Encode(token)}">
        <button type="submit">Envia’m un enllaç nou · Enviarme un enlace nuevo · Send me a new link</button>
        </form>
        """);

    /// <summary>Says why there is no account yet.</summary>
    public static IResult Refused(Error error, string token) => LinkPage.Of(Problem.StatusOf(error.Kind), error is EmailTaken
        ? WithAccount(token)
        : $"""
        <p lang="ca">El nom d’usuari ja existeix o no és vàlid, o la contrasenya no és prou bona. Torna enrere i prova-ho de nou.</p>
        <p lang="es">El nombre de usuario ya existe o no es válido, o la contraseña no es lo bastante buena. Vuelve atrás e inténtalo de nuevo.</p>
        <p lang="en">{error.Detail} Go back and try again.</p>
        """);

    private static string WithAccount(string token) => $"""
        <p lang="ca">Si ja tens un compte, entra a Keepem i accepta la invitació amb aquest codi:</p>
        <p lang="es">Si ya tienes una cuenta, entra en Keepem y acepta la invitación con este código:</p>
        <p lang="en">If you have an account, log in to Keepem and accept the invitation with this code:</p>
        <p><code>{HtmlEncoder.Default.Encode(token)}</code></p>
        """;
}
