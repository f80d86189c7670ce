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

/// <summary>Tells a user that the account is ready.</summary>
public sealed record AccountReadyMail(string Name, string FounderName)
    : Mail("account_ready", "El teu compte està llest · Tu cuenta está lista · Your account is ready");
