using Kpm.Core.Shared;

namespace Kpm.Core.Users.Reminders;

/// <summary>Something that a user wants to be reminded of. Title and first time together are its name; the next time is not part of it.</summary>
public sealed record Reminder
{
    /// <summary>The longest title, in Unicode code points.</summary>
    public const int MaximumTitleLength = 64;

    public required string Title { get; init; }

    /// <summary>The first time.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Milliseconds from one time to the next; 0 for once, and where <see cref="Repeat"/> is given.</summary>
    public long Frequency { get; init; }

    /// <summary>Whom it is about: the user, or somebody who was a keep when the reminder was added.</summary>
    public UserId? RelatedUser { get; init; }

    /// <summary>A name of the IANA time zone database; given together with <see cref="Repeat"/>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>An ISO 8601 period such as <c>P1M</c>.</summary>
    public string? Repeat { get; init; }

    /// <summary>When it is due next; null when it is over.</summary>
    public Timestamp? NextTime { get; init; }

    /// <summary>The last time that it came due, as the event and the messages name it; null when it never did.</summary>
    public ReminderNoticeId? Notice { get; init; }

    public ReminderKey Key => new(Title, Time);

    /// <summary>Whether both say the same, whenever they are due next or were due last.</summary>
    public bool SaysTheSameAs(Reminder other) => this with { NextTime = other.NextTime, Notice = other.Notice } == other;

    /// <summary>The same reminder, due at its first time after an instant.</summary>
    public Reminder DueAfter(Timestamp instant) => this with { NextTime = Schedule().NextAfter(instant) };

    private IRecurrence Schedule() => this switch
    {
        { Repeat: { } period, TimeZone: { } zone } => new CalendarRecurrence(Time, period, zone),
        _ => new FixedRecurrence(Time, Frequency),
    };

    /// <summary>Never the title: it must not reach a log.</summary>
    public override string ToString() => nameof(Reminder);
}

/// <summary>What names a reminder among those of its user.</summary>
public sealed record ReminderKey(string Title, Timestamp Time)
{
    /// <summary>Never the title: it must not reach a log.</summary>
    public override string ToString() => nameof(ReminderKey);
}
