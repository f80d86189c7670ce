using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Kpm.Core.Shared;
using NodaTime;

namespace Kpm.Core.Users.Reminders;

/// <summary>A reminder as a request describes it, unchecked. Null where the request says nothing.</summary>
public sealed record ReminderDraft(string? Title, long? Time, long? Frequency, UserId? RelatedUser, string? TimeZone, string? Repeat)
{
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create('\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029');

    /// <summary>Checks the reminders of one request: 1 to <see cref="ReminderList.MaximumCount"/>. Error: <see cref="ValidationFailed"/> with every wrong field.</summary>
    public static Result<ImmutableArray<Reminder>> Check(IReadOnlyList<ReminderDraft> drafts)
    {
        List<FieldError> errors = [.. Count(drafts.Count), .. drafts.SelectMany((draft, index) => draft.Faults(Place(index)))];
        return errors.Count > 0 ? new ValidationFailed(errors) : drafts.Select(draft => draft.ToReminder()).ToImmutableArray();
    }

    /// <summary>Checks the names of one request; no other field counts. Error: <see cref="ValidationFailed"/> with every wrong field.</summary>
    public static Result<ImmutableArray<ReminderKey>> CheckKeys(IReadOnlyList<ReminderDraft> drafts)
    {
        List<FieldError> errors = [.. Count(drafts.Count), .. drafts.SelectMany((draft, index) => draft.KeyFaults(Place(index)))];
        return errors.Count > 0 ? new ValidationFailed(errors) : drafts.Select(draft => draft.ToReminder().Key).ToImmutableArray();
    }

    private static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"/{index}");

    private static IEnumerable<FieldError> Count(int count)
    {
        if (count is < 1 or > ReminderList.MaximumCount) yield return new FieldError("", new WrongReminderCount(ReminderList.MaximumCount));
    }

    private IEnumerable<FieldError> KeyFaults(string place)
    {
        if (!IsTitle(Title)) yield return new FieldError($"{place}/title", new NotOneLine(Reminder.MaximumTitleLength));
        if (Time is not { } time || time < 1 || time > CalendarRange.End.UnixMilliseconds) yield return new FieldError($"{place}/time", new NotAReminderTime());
    }

    private IEnumerable<FieldError> Faults(string place)
    {
        foreach (var fault in KeyFaults(place)) yield return fault;
        if (Frequency < 0) yield return new FieldError($"{place}/frequency", new NegativeFrequency());
        if (Frequency > 0 && Repeat is not null) yield return new FieldError($"{place}/repeat", new FrequencyAndPeriod());
        if (Repeat is not null && RepeatPeriod.Parse(Repeat) is null) yield return new FieldError($"{place}/repeat", new NotAPeriod());
        if (Repeat is not null && TimeZone is null) yield return new FieldError($"{place}/time_zone", new PeriodWithoutTimeZone());
        if (Repeat is null && TimeZone is not null) yield return new FieldError($"{place}/repeat", new TimeZoneWithoutPeriod());
        if (TimeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null) yield return new FieldError($"{place}/time_zone", new NotATimeZone());
    }

    private static bool IsTitle(string? title) =>
        !string.IsNullOrWhiteSpace(title) && title.EnumerateRunes().Count() <= Reminder.MaximumTitleLength && !title.AsSpan().ContainsAny(LineBreaks);

    private Reminder ToReminder() => new()
    {
        Title = Title!,
        Time = new Timestamp(Time!.Value),
        Frequency = Frequency ?? 0,
        RelatedUser = RelatedUser,
        TimeZone = TimeZone,
        Repeat = Repeat,
    };

    /// <summary>Never the title: it must not reach a log.</summary>
    public override string ToString() => nameof(ReminderDraft);
}
