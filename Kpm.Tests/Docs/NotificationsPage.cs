using System.Text;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.Mail;
using Kpm.Tests.Functions.Adapters.Mail;
using Kpm.Tests.Local;

namespace Kpm.Tests.Docs;

/// <summary>The catalogue of notifications as a page to read.</summary>
internal static class NotificationsPage
{
    public static string Path { get; } = System.IO.Path.Combine(LocalPart.RepositoryRoot, "docs", "notifications.md");

    public static async Task<string> TextAsync()
    {
        var page = new StringBuilder(
            """
            # Notifications

            Written by `make docs` from the catalogue in `Kpm.Core/Notifications/Catalogue.cs`; a test holds them together. A mail is in its
            receiver's language; when that is not known, in Catalan, Spanish and English, one after the other. An invitation is in the
            inviter's language; the board reads English. Their words lie in `Kpm.Core/Notifications/Templates`, one file for each language; how
            they look is in [pictures](images/mails). Whatever people wrote is escaped, and on one line.

            A mail that can be refused carries `List-Unsubscribe`. What is about security, the account, or a legacy that is there or not, cannot be.

            | Notification | By | Tells of | To | Subject or title | Variables | Never | Can be refused |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var row in Catalogue.All) page.Append(await LineAsync(row));
        return page.ToString();
    }

    private static async Task<string> LineAsync(Notification row)
    {
        var causes = string.Join(", ", row.Causes.Select(cause => cause.StartsWith('(') ? cause.Trim('(', ')') : $"`{cause}`"));
        var subject = row.Words is null ? row.PushSays : (await new FluidMailRenderer().RenderAsync(SampleMails.Realistic(row.Words), Language.En, default)).Subject;
        var variables = row.Words is null ? "" : string.Join(", ", SampleMails.Variables(row.Words));
        var never = string.Join(", ", row.Never.Select(untold => untold.ToString().ToLowerInvariant()));
        return $"| {row.Name} | {Word(row.Channel)} | {causes} | {Spaced(row.Receiver.ToString())} | {subject} | {variables} | {never} | {(row.CanBeRefused ? "yes" : "no")} |\n";
    }

    private static string Word(NotificationChannel channel) => channel.ToString().ToLowerInvariant();

    private static string Spaced(string name) => string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
