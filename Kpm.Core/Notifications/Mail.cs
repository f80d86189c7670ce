using Kpm.Core.Shared;

namespace Kpm.Core.Notifications;

/// <summary>A mail with its variables; its templates lie beside it under <see cref="Template"/>.</summary>
/// <param name="Template">Base name of the HTML and the text template.</param>
/// <param name="Subject">In every language of the mail.</param>
public abstract record Mail(string Template, string Subject)
{
    /// <summary>Never the variables: they must not reach a log.</summary>
    public sealed override string ToString() => $"Mail {{ Template = {Template} }}";
}

/// <summary>Welcomes a new user, with the link that activates the account.</summary>
public sealed record WelcomeMail(string Name, string FounderName, string ActivationLink)
    : Mail("welcome", "Benvinguts a Keepem · Bienvenidos a Keepem · Welcome to Keepem");

/// <summary>Tells the board of a new user.</summary>
public sealed record NewUserInternalMail(string Id, string Username, string Email, string? Referral, string AdminReference)
    : Mail("new_user_internal", "New user");

/// <summary>Brings the link that sets a new password.</summary>
public sealed record PasswordResetMail(string Name, string ResetLink)
    : Mail("password_reset", "Nova contrasenya · Nueva contraseña · New password");

/// <summary>Tells that the password was changed.</summary>
public sealed record PasswordChangedMail(string Name)
    : Mail("password_changed", "La teva contrasenya ha canviat · Tu contraseña ha cambiado · Your password was changed");

/// <summary>Brings the link that makes this address the account's.</summary>
public sealed record EmailChangeMail(string Name, string ConfirmLink)
    : Mail("email_change", "Confirma la teva adreça · Confirma tu dirección · Confirm your address");

/// <summary>Tells the former address that the account has another one now.</summary>
public sealed record EmailChangedMail(string Name)
    : Mail("email_changed", "La teva adreça ha canviat · Tu dirección ha cambiado · Your address was changed");

/// <summary>Tells a user who wants to leave when the account ends.</summary>
/// <param name="Name">The username.</param>
/// <param name="Date">The day, in UTC, as year-month-day.</param>
public sealed record AccountClosingMail(string Name, string Date)
    : Mail("account_closing", "El teu compte es tancarà · Tu cuenta se cerrará · Your account will be closed");

/// <summary>Tells a user who came back that the account goes on.</summary>
public sealed record AccountKeptMail(string Name)
    : Mail("account_kept", "El teu compte continua · Tu cuenta continúa · Your account goes on");

/// <summary>Tells a user that the account was removed.</summary>
public sealed record AccountRemovedMail(string Name)
    : Mail("account_removed", "El teu compte s’ha eliminat · Tu cuenta se ha eliminado · Your account was removed");

/// <summary>Tells a user that the account is ready.</summary>
public sealed record AccountReadyMail(string Name, string FounderName)
    : Mail("account_ready", "El teu compte està llest · Tu cuenta está lista · Your account is ready");

/// <summary>Tells that a log-in needs a second factor from now on.</summary>
public sealed record SecondFactorAddedMail(string Name)
    : Mail("second_factor_added", "Verificació en dos passos activada · Verificación en dos pasos activada · Two-step verification is on");

/// <summary>Tells that a log-in needs the password only.</summary>
public sealed record SecondFactorRemovedMail(string Name)
    : Mail("second_factor_removed", "Verificació en dos passos desactivada · Verificación en dos pasos desactivada · Two-step verification is off");

/// <summary>Tells that there are new recovery codes.</summary>
public sealed record RecoveryCodesMadeMail(string Name)
    : Mail("recovery_codes_made", "Nous codis de recuperació · Nuevos códigos de recuperación · New recovery codes");

/// <summary>Tells that somebody asks to be a keep.</summary>
/// <param name="Name">The username of whoever is asked.</param>
/// <param name="KeepName">The username of whoever asks.</param>
public sealed record KeepRequestedMail(string Name, string KeepName)
    : Mail("keep_requested", "Algú vol ser el teu keep · Alguien quiere ser tu keep · Somebody asks to be your keep");

/// <summary>Tells that somebody who was asked is a keep now.</summary>
/// <param name="Name">The username of whoever asked.</param>
/// <param name="KeepName">The username of whoever accepted.</param>
public sealed record KeepAcceptedMail(string Name, string KeepName)
    : Mail("keep_accepted", "Tens un keep nou · Tienes un keep nuevo · You have a new keep");

/// <summary>Tells that a recovery code was used.</summary>
public sealed record RecoveryCodeUsedMail(string Name)
    : Mail("recovery_code_used", "S’ha fet servir un codi de recuperació · Se ha usado un código de recuperación · A recovery code was used");

/// <summary>Tells that there is another passkey.</summary>
public sealed record PasskeyAddedMail(string Name)
    : Mail("passkey_added", "S’ha afegit una clau d’accés · Se ha añadido una llave de acceso · A passkey was added");

/// <summary>Tells that a passkey does not work any more.</summary>
public sealed record PasskeyRemovedMail(string Name)
    : Mail("passkey_removed", "S’ha eliminat una clau d’accés · Se ha eliminado una llave de acceso · A passkey was removed");

/// <summary>Tells that the archive of everything can be read.</summary>
/// <param name="Name">The username.</param>
/// <param name="Until">The day on which it ends, in UTC, as year-month-day.</param>
public sealed record ExportReadyMail(string Name, string Until)
    : Mail("export_ready", "La teva còpia està llesta · Tu copia está lista · Your copy is ready");

/// <summary>Tells that a log-in was refused because there may be a copy of a passkey.</summary>
public sealed record PasskeySuspectedMail(string Name)
    : Mail("passkey_suspected", "S’ha rebutjat una clau d’accés · Se ha rechazado una llave de acceso · A passkey was refused");

/// <summary>Tells that somebody left something that can be claimed now.</summary>
/// <param name="Name">The username of the receiver.</param>
/// <param name="KeepName">The username of the giver; null for oneself.</param>
public sealed record LegacyClaimableMail(string Name, string? KeepName)
    : Mail("legacy_claimable", "Un llegat t’espera · Un legado te espera · A legacy waits for you");

/// <summary>Tells that what somebody left belongs to the receiver now.</summary>
/// <param name="Name">The username of the receiver.</param>
/// <param name="KeepName">The username of the giver; null for oneself.</param>
public sealed record LegacyDeliveredMail(string Name, string? KeepName)
    : Mail("legacy_delivered", "Has rebut un llegat · Has recibido un legado · You received a legacy");

/// <summary>Tells an owner that some of what they left could not be delivered.</summary>
/// <param name="Name">The username of the owner.</param>
public sealed record LegacyNotDeliveredMail(string Name)
    : Mail("legacy_not_delivered", "Una part d’un llegat no s’ha pogut lliurar · Parte de un legado no se ha podido entregar · Part of a legacy could not be delivered");

/// <summary>Tells an owner that what they planned has ended without delivery.</summary>
/// <param name="Name">The username of the owner.</param>
/// <param name="KeepName">The username of the receiver who did not want it; null when Keepem ended it.</param>
public sealed record LegacyCanceledMail(string Name, string? KeepName)
    : Mail("legacy_canceled", "Un llegat teu ha acabat sense lliurar-se · Un legado tuyo ha terminado sin entregarse · A legacy of yours ended without delivery");

/// <summary>Tells a receiver that what waited for them does not any more.</summary>
/// <param name="Name">The username of the receiver.</param>
/// <param name="KeepName">The username of whoever had left it.</param>
public sealed record LegacyWithdrawnMail(string Name, string? KeepName)
    : Mail("legacy_withdrawn", "Un llegat ja no t’espera · Un legado ya no te espera · A legacy does not wait for you any more");

/// <summary>Tells somebody who was invited that a legacy waits, and brings the link that takes up the invitation. Says nothing of what waits.</summary>
/// <param name="InviterName">The public name of whoever invites, else the username.</param>
/// <param name="AcceptLink">The link.</param>
public sealed record LegacyWaitsMail(string InviterName, string AcceptLink)
    : Mail("legacy_waits", $"{Catalan} · {Spanish} · {English}")
{
    private const string Catalan = "Algú t’ha deixat un record";
    private const string Spanish = "Alguien te ha dejado un recuerdo";
    private const string English = "Somebody left you a memory";

    /// <summary>The code of the one language that the mail is in; null for all.</summary>
    public string? Code { get; private init; }

    /// <summary>The same in one language; in all when it is not known.</summary>
    public LegacyWaitsMail In(Language? language) => language switch
    {
        Language.Ca => this with { Code = "ca", Subject = Catalan },
        Language.Es => this with { Code = "es", Subject = Spanish },
        Language.En => this with { Code = "en", Subject = English },
        null => this,
    };
}
