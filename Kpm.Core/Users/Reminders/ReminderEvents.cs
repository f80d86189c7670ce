using Kpm.Core.Shared;

namespace Kpm.Core.Users.Reminders;

/// <summary>A user wants to be reminded of something.</summary>
[EventName("user_reminder_added.v1")]
public sealed record UserReminderAdded(UserId User) : DomainEvent;

/// <summary>The time of a reminder has come. Which one it is stands in the sealed list.</summary>
/// <param name="User">Whose reminder.</param>
/// <param name="Notice">Names this time.</param>
[EventName("user_reminder_due.v1")]
public sealed record UserReminderDue(UserId User, ReminderNoticeId Notice) : DomainEvent;

/// <summary>A user does not want to be reminded of something any more, or in another way: then it happened a millisecond before the new one was added.</summary>
[EventName("user_reminder_removed.v1")]
public sealed record UserReminderRemoved(UserId User) : DomainEvent;
