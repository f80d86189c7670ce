using Kpm.Core.Shared;
using Kpm.Core.Users.User;

namespace Kpm.Core.Notifications;

/// <summary>
/// The titles of push messages, in the language of the user or else in English. They name nobody and nothing, because a locked device shows
/// them to everybody; but a reminder says what its user wrote for that.
/// </summary>
public sealed class PushTitles(IReminderTitles reminders)
{
    /// <summary>The title; null when there is nothing to say any more: the reminder was removed meanwhile, or came due again.</summary>
    public async Task<string?> OfAsync(SendPush work, UserAccount user, CancellationToken cancellationToken)
    {
        var language = user.State.Language ?? Language.En;
        if (work.Kind != PushKind.Reminder) return Of(work.Kind, language);
        return work.Notice is { } notice && await reminders.FindAsync(user, notice, cancellationToken) is { } title ? $"{Of(work.Kind, language)}: {title}" : null;
    }

    /// <summary>What it says of itself, without the title of a reminder.</summary>
    public static string Of(PushKind kind, Language language)
    {
        var (en, es, ca) = kind switch
        {
            PushKind.KeepRequested => ("Somebody asks to be your keep", "Alguien quiere ser tu keep", "Algú vol ser el teu keep"),
            PushKind.KeepAccepted => ("You have a new keep", "Tienes un keep nuevo", "Tens un keep nou"),
            PushKind.LegacyClaimable => ("A legacy waits for you", "Un legado te espera", "Un llegat t’espera"),
            PushKind.LegacyTakenBack => ("A legacy was taken back", "Se ha retirado un legado", "S’ha retirat un llegat"),
            PushKind.LegacyWithdrawn => ("A legacy does not wait for you any more", "Un legado ya no te espera", "Un llegat ja no t’espera"),
            PushKind.Reminder => ("Reminder", "Recordatorio", "Recordatori"),
        };
        return language switch { Language.En => en, Language.Es => es, Language.Ca => ca };
    }
}
