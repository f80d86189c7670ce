using Kpm.Core.Shared;
using NodaTime;

namespace Kpm.Core.Users.Reminders;

/// <summary>
/// Again after a period of the calendar, in a time zone. Every time is counted from the first one, so that the 31st stays the 31st after a
/// shorter month. Years to days follow the clock on the wall, hours to seconds are elapsed time, as RFC 5545, section 3.3.6, has it. A wall
/// time that the clock skips moves forward by as much; of one that comes twice, the earlier counts.
/// </summary>
internal sealed class CalendarRecurrence : IRecurrence
{
    private readonly Timestamp _first;
    private readonly LocalDateTime _wall;
    private readonly DateTimeZone _zone;
    private readonly RepeatPeriod _period;

    /// <param name="first">The first time.</param>
    /// <param name="period">A period that <see cref="RepeatPeriod"/> reads.</param>
    /// <param name="zone">A name that the time zone database knows.</param>
    public CalendarRecurrence(Timestamp first, string period, string zone)
    {
        _first = first;
        _zone = DateTimeZoneProviders.Tzdb[zone];
        _wall = Instant.FromUnixTimeMilliseconds(first.UnixMilliseconds).InZone(_zone).LocalDateTime;
        _period = RepeatPeriod.Parse(period) ?? throw new ArgumentException("Not a period.", nameof(period));
    }

    /// <remarks>Later repeats are later times, so the first one after the instant is found by halving.</remarks>
    public Timestamp? NextAfter(Timestamp instant)
    {
        if (_first > instant) return _first;
        var (before, after) = (0L, (long)((CalendarRange.LastYear - _wall.Year) / _period.AverageYears) + 1);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            if (At(middle) is { } time && time <= instant) before = middle;
            else after = middle;
        }

        return At(after);
    }

    /// <summary>The time after so many repeats; null past the end of the calendar.</summary>
    private Timestamp? At(long repeats)
    {
        if (_wall.Year + (repeats * _period.AverageYears) >= CalendarRange.LastYear) return null;
        var (dates, elapsed) = _period.Times(repeats);
        return new Timestamp(((_wall + dates).InZoneLeniently(_zone).ToInstant() + elapsed).ToUnixTimeMilliseconds());
    }
}
