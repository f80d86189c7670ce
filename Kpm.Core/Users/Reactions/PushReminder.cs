using Kpm.Core.Notifications;
using Kpm.Core.Users.Reminders;

namespace Kpm.Core.Users.Reactions;

/// <summary>A reminder came due: push messages tell its user.</summary>
public sealed class PushReminder(PushFanOut pushes)
{
    public Task HandleAsync(UserReminderDue happened, CancellationToken cancellationToken) =>
        pushes.SendAsync(new PushNews(PushKind.Reminder, happened.User, happened.User, happened.EventId) { Notice = happened.Notice }, cancellationToken);
}
