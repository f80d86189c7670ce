using System.Globalization;
using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;

namespace Kpm.Core.Users.User;

public sealed partial class UserAccount
{
    /// <summary>Replaces the reminders after a change of them.</summary>
    /// <param name="change">What changed.</param>
    /// <param name="stored">The reminders after it, sealed.</param>
    /// <param name="at">Now.</param>
    public Result ChangeReminders(ReminderChange change, StoredReminders? stored, Timestamp at)
    {
        if (State.IsFinal) return new UserNotFound();
        var removedAt = change.Added > 0 ? at - TimeSpan.FromMilliseconds(1) : at;
        DomainEvent[] events =
        [
            .. Enumerable.Repeat(new UserReminderRemoved(Id) { At = removedAt }, change.Removed),
            .. Enumerable.Repeat(new UserReminderAdded(Id), change.Added),
        ];
        Change(State with { Reminders = stored, ModifiedTs = Modified(at, "reminders") }, at, events);
        return Result.Success;
    }

    /// <summary>Names what comes due in the next change: the same names whenever it is tried again, others after any other change.</summary>
    public Func<int, ReminderNoticeId> NoticesOfNextChange()
    {
        var cause = string.Create(CultureInfo.InvariantCulture, $"{Id}.{Version + 1}");
        return number => DerivedId.From<ReminderNoticeId>(cause, string.Create(CultureInfo.InvariantCulture, $"reminder {number}"));
    }

    /// <summary>Reminders came due, and wait for their next time.</summary>
    /// <param name="due">Those that did, as they are in the list.</param>
    /// <param name="stored">The list after it, sealed.</param>
    /// <param name="at">Now.</param>
    public void Remind(IEnumerable<Reminder> due, StoredReminders? stored, Timestamp at) =>
        Change(State with { Reminders = stored }, at, [.. due.Select(reminder => new UserReminderDue(Id, reminder.Notice!.Value))]);
}
