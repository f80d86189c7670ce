using Kpm.Core.Shared;

namespace Kpm.Core.Users.Reminders;

public sealed record TooManyReminders() : Error(ErrorKind.Conflict, "too_many_reminders", $"A user has at most {ReminderList.MaximumCount} reminders.")
{
    public static int Most => ReminderList.MaximumCount;
}

public sealed record RelatedUserNotKeep() : Error(ErrorKind.Invalid, "related_user_not_keep", "A reminder is about the user or one of the user's keeps.");
