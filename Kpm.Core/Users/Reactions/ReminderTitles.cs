using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.Reactions;

/// <summary>The titles of reminders, from the list that is sealed for their user.</summary>
public sealed class ReminderTitles(ReminderSealer sealer) : IReminderTitles
{
    public async Task<string?> FindAsync(UserAccount user, ReminderNoticeId notice, CancellationToken cancellationToken) =>
        (await sealer.OpenAsync(user.Id, user.State.Reminders, cancellationToken)).Items.FirstOrDefault(reminder => reminder.Notice == notice)?.Title;
}
