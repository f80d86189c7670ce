using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions.ExportSources;

/// <summary>Exports what the person wants to be reminded of.</summary>
public sealed class ExportReminders(IUsers users, ReminderSealer sealer) : IExportSource
{
    private const string Path = "reminders.json";

    public async Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(person, cancellationToken);
        try
        {
            var reminders = await sealer.OpenAsync(person, user?.State.Reminders, cancellationToken);
            await writer.AddDocumentAsync(Path, reminders.Items.Select(ExportedReminder.Of), cancellationToken);
        }
        catch (SealBrokenException)
        {
            writer.NameMissing(Path, "content_damaged");
        }
    }
}

/// <summary>A reminder in an export.</summary>
internal sealed record ExportedReminder(string Title, Timestamp Time, long Frequency, string? RelatedUser, string? TimeZone, string? Repeat, Timestamp? NextTime)
{
    public static ExportedReminder Of(Reminder reminder) => new(
        reminder.Title,
        reminder.Time,
        reminder.Frequency,
        reminder.RelatedUser is { } related ? $"/users/{related}" : null,
        reminder.TimeZone,
        reminder.Repeat,
        reminder.NextTime);

    /// <summary>Never the title: it must not reach a log.</summary>
    public override string ToString() => nameof(ExportedReminder);
}
