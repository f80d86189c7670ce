using Kpm.Core.Shared;

namespace Kpm.Core.Users.Reminders;

/// <summary>The times of a reminder.</summary>
internal interface IRecurrence
{
    /// <summary>The first time after an instant; null when there is none.</summary>
    Timestamp? NextAfter(Timestamp instant);
}

/// <summary>The range of times that a calendar can name.</summary>
internal static class CalendarRange
{
    /// <summary>The last millisecond of the year 9999, in UTC.</summary>
    public static Timestamp End { get; } = new(253_402_300_799_999);

    /// <summary>The year from which on nothing repeats any more; the last one is kept free, so that no sum passes its end.</summary>
    public const int LastYear = 9998;
}

/// <summary>Once, or again and again after the same number of milliseconds.</summary>
/// <param name="First">The first time.</param>
/// <param name="Frequency">Milliseconds; 0 for once.</param>
internal sealed record FixedRecurrence(Timestamp First, long Frequency) : IRecurrence
{
    public Timestamp? NextAfter(Timestamp instant)
    {
        if (First > instant) return First;
        if (Frequency == 0) return null;
        var passed = (instant.UnixMilliseconds - First.UnixMilliseconds) / Frequency;
        var left = (CalendarRange.End.UnixMilliseconds - First.UnixMilliseconds) / Frequency;
        return passed < left ? new Timestamp(First.UnixMilliseconds + ((passed + 1) * Frequency)) : null;
    }
}
