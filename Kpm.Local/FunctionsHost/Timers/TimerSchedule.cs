using System.Globalization;
using NCrontab;

namespace Kpm.Local.FunctionsHost.Timers;

/// <summary>
/// When a timer fires, in UTC: an NCrontab expression of five or six fields (six start with seconds), or a time span as the
/// interval: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions.
/// </summary>
internal sealed class TimerSchedule
{
    private readonly Func<DateTime, DateTime> _next;

    private TimerSchedule(Func<DateTime, DateTime> next) => _next = next;

    /// <exception cref="InvalidDataException">The expression is neither.</exception>
    public static TimerSchedule Parse(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields == 1 && TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
            return new TimerSchedule(after => after + interval);
        var schedule = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 })
            ?? throw new InvalidDataException($"'{expression}' is no schedule.");
        return new TimerSchedule(schedule.GetNextOccurrence);
    }

    public DateTime Next(DateTime after) => _next(after);
}
