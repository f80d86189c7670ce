using Kpm.Core.Shared;

namespace Kpm.Core.Users.Reminders;

public sealed record WrongReminderCount(int Most) : Fault($"1 to {Most} reminders are expected.");

public sealed record NotAReminderTime() : Fault("Milliseconds since 1970 are expected, at least 1.");

public sealed record NegativeFrequency() : Fault("Milliseconds are expected; 0 for once.");

public sealed record FrequencyAndPeriod() : Fault("Either a frequency or a period repeats, not both.");

public sealed record NotAPeriod() : Fault("A positive ISO 8601 period of at most 100 years is expected, such as P1M.");

public sealed record PeriodWithoutTimeZone() : Fault("A period needs a time zone.");

public sealed record TimeZoneWithoutPeriod() : Fault("A time zone needs a period.");
