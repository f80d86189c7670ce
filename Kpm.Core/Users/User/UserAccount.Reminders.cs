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
}
