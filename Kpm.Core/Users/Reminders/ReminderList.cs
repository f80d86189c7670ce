using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Reminders;

/// <summary>All reminders of one user, the one added last first. Sealed as one payload in the user's document.</summary>
[ContentSchema(1)]
public sealed record ReminderList(ImmutableArray<Reminder> Items)
{
    public const int MaximumCount = 100;

    public static ReminderList Empty { get; } = new([]);

    /// <summary>When the next of them is due; null when none is.</summary>
    public Timestamp? NextTime() => Items.Min(reminder => reminder.NextTime);

    /// <summary>The name under which the reminders of a user are sealed.</summary>
    public static RecordName RecordOf(UserId user) => new("reminders", user.ToString());

    /// <summary>Adds reminders, one after the other. One of the same name is replaced; one that says the same already stays. Error: <see cref="TooManyReminders"/>.</summary>
    public Result<ReminderChange> Add(IEnumerable<Reminder> added, Timestamp at)
    {
        var change = new ReminderChange(this, 0, 0);
        foreach (var reminder in added) change = change.Adding(reminder.DueAfter(at - TimeSpan.FromMilliseconds(1)));
        return change.List.Items.Length > MaximumCount ? new TooManyReminders() : change;
    }

    /// <summary>Removes the reminders of these names; unknown names change nothing.</summary>
    public ReminderChange Remove(IEnumerable<ReminderKey> keys)
    {
        var names = keys.ToHashSet();
        var left = Items.RemoveAll(reminder => names.Contains(reminder.Key));
        return new ReminderChange(new ReminderList(left), Items.Length - left.Length, 0);
    }

    /// <summary>The reminders that are due, and the list in which they wait for their first time after it. What was missed is due once.</summary>
    /// <param name="until">Due is whatever comes no later.</param>
    /// <param name="noticeOf">Names the first, the second, ... of those that are due.</param>
    public (ImmutableArray<Reminder> Due, ReminderList Advanced) Advance(Timestamp until, Func<int, ReminderNoticeId> noticeOf)
    {
        var due = ImmutableArray.CreateBuilder<Reminder>();
        var items = Items.ToBuilder();
        for (var i = 0; i < items.Count; i++)
        {
            if (!(items[i].NextTime <= until)) continue;
            items[i] = items[i].DueAfter(until) with { Notice = noticeOf(due.Count) };
            due.Add(items[i]);
        }

        return (due.ToImmutable(), new ReminderList(items.ToImmutable()));
    }
}

/// <summary>A change of the reminders.</summary>
/// <param name="List">The reminders after it.</param>
/// <param name="Removed">How many were removed or replaced.</param>
/// <param name="Added">How many were added.</param>
public sealed record ReminderChange(ReminderList List, int Removed, int Added)
{
    public bool IsNone => Removed == 0 && Added == 0;

    internal ReminderChange Adding(Reminder reminder)
    {
        var former = List.Items.FirstOrDefault(item => item.Key == reminder.Key);
        if (former?.SaysTheSameAs(reminder) == true) return this;
        var others = former is null ? List.Items : List.Items.Remove(former);
        return new ReminderChange(new ReminderList(others.Insert(0, reminder with { Notice = former?.Notice })), former is null ? Removed : Removed + 1, Added + 1);
    }
}
