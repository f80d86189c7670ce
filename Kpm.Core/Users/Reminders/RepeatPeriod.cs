using NodaTime;
using NodaTime.Text;

namespace Kpm.Core.Users.Reminders;

/// <summary>A positive ISO 8601 period of whole years, months, weeks, days, hours, minutes and seconds, of at most 100 years.</summary>
internal sealed class RepeatPeriod
{
    private const int MaximumLength = 32;
    private const int MaximumYears = 100;
    private const double DaysOfYear = 365.2425;
    private readonly Period _period;

    private RepeatPeriod(Period period) => _period = period;

    /// <summary>How long it lasts on average, in years of the Gregorian calendar.</summary>
    public double AverageYears => AverageYearsOf(_period);

    /// <summary>The period, or null when the text is none.</summary>
    public static RepeatPeriod? Parse(string? text)
    {
        if (text is null || text.Length > MaximumLength) return null;
        var parsed = PeriodPattern.Roundtrip.Parse(text);
        return parsed.Success && IsWhole(parsed.Value) && AverageYearsOf(parsed.Value) is > 0 and <= MaximumYears ? new RepeatPeriod(parsed.Value) : null;
    }

    /// <summary>The period so many times: its dates and its elapsed time.</summary>
    public (Period Dates, Duration Elapsed) Times(long repeats)
    {
        var dates = new PeriodBuilder
        {
            Years = checked((int)(_period.Years * repeats)),
            Months = checked((int)(_period.Months * repeats)),
            Weeks = checked((int)(_period.Weeks * repeats)),
            Days = checked((int)(_period.Days * repeats)),
        };
        var seconds = (_period.Hours * 3600) + (_period.Minutes * 60) + _period.Seconds;
        return (dates.Build(), Duration.FromSeconds(seconds * repeats));
    }

    private static bool IsWhole(Period period) => period is
    {
        Years: >= 0, Months: >= 0, Weeks: >= 0, Days: >= 0, Hours: >= 0, Minutes: >= 0, Seconds: >= 0, Milliseconds: 0, Ticks: 0, Nanoseconds: 0,
    };

    private static double AverageYearsOf(Period period) =>
        period.Years + (period.Months / 12d)
        + ((period.Weeks * 7d) + period.Days + (period.Hours / 24d) + (period.Minutes / 1440d) + (period.Seconds / 86_400d)) / DaysOfYear;
}
