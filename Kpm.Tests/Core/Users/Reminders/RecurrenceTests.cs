using Kpm.Core.Shared;
using Kpm.Core.Users.Reminders;
using NodaTime;
using NodaTime.Text;

namespace Kpm.Tests.Core.Users.Reminders;

/// <summary>OPEN-20 and the repeat by calendar: when a reminder is due.</summary>
public sealed class RecurrenceTests
{
    private const string Madrid = "Europe/Madrid";

    [Fact]
    public void Given_AReminderForOnce_When_ItsTimeHasCome_Then_ItIsOver()
    {
        var once = Fixed(1000, 0);
        Next(once, 999).Should().Be(1000);
        Next(once, 1000).Should().BeNull();
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(1000, 1250)]
    [InlineData(1249, 1250)]
    [InlineData(1250, 1500)]
    [InlineData(1_000_000_001, 1_000_000_250)]
    public void Given_AFrequency_When_TimeHasPassed_Then_TheNextIsAWholeNumberOfThemAfterTheFirst(long passed, long next) =>
        Next(Fixed(1000, 250), passed).Should().Be(next);

    [Fact]
    public void Given_AFrequencyThatLeadsBeyondTheCalendar_When_TheNextIsAskedFor_Then_ThereIsNone() =>
        Next(Fixed(1000, long.MaxValue), 1000).Should().BeNull();

    /// <summary>The 31st is counted from the first time, not from the last: a short month does not shorten the next.</summary>
    [Theory]
    [InlineData("2027-01-31T09:00", "P1M", "2027-02-28T09:00", "2027-03-31T09:00", "2027-04-30T09:00", "2027-05-31T09:00")]
    [InlineData("2028-01-31T09:00", "P1M", "2028-02-29T09:00", "2028-03-31T09:00")]
    [InlineData("2028-02-29T09:00", "P1Y", "2029-02-28T09:00", "2030-02-28T09:00", "2031-02-28T09:00", "2032-02-29T09:00")]
    [InlineData("2027-01-04T09:00", "P2W", "2027-01-18T09:00", "2027-02-01T09:00")]
    public void Given_AMonthThatIsShorter_When_RemindersRepeat_Then_TheDayIsCountedFromTheFirst(string first, string period, params string[] times) =>
        Times(first, period, times.Length).Should().Equal(times);

    /// <summary>Days follow the clock on the wall: in Madrid 2027-03-28 has 23 hours and 2027-10-31 has 25.</summary>
    [Theory]
    [InlineData("2027-03-27T09:00", "P1D", "2027-03-28T09:00", 23)]
    [InlineData("2027-10-30T09:00", "P1D", "2027-10-31T09:00", 25)]
    [InlineData("2027-03-27T02:30", "P1D", "2027-03-28T03:30", 24)]
    [InlineData("2027-10-30T02:30", "P1D", "2027-10-31T02:30", 24)]
    public void Given_AClockChange_When_ADayPasses_Then_TheWallTimeStaysAndAGapMovesForwardAndAnOverlapTakesTheEarlier(string first, string period, string next, int hours)
    {
        Times(first, period, 1).Should().Equal(next);
        var start = Start(first);
        (NextAfter(start, Calendar(start, period))!.Value - start).Should().Be(TimeSpan.FromHours(hours));
    }

    [Fact]
    public void Given_AGap_When_ItIsOver_Then_TheDayAfterHasTheFirstWallTimeAgain() =>
        Times("2027-03-27T02:30", "P1D", 2).Should().Equal("2027-03-28T03:30", "2027-03-29T02:30");

    /// <summary>Hours are elapsed time, whatever the clock does.</summary>
    [Fact]
    public void Given_AClockChange_When_HoursPass_Then_TheyAreElapsedHours()
    {
        var start = Start("2027-03-27T09:00");
        (NextAfter(start, Calendar(start, "PT36H"))!.Value - start).Should().Be(TimeSpan.FromHours(36));
        Times("2027-03-27T09:00", "PT36H", 1).Should().Equal("2027-03-28T22:00");
    }

    [Theory]
    [InlineData("PT1S")]
    [InlineData("P1D")]
    [InlineData("P1M1DT1H")]
    [InlineData("P100Y")]
    public void Given_TheEndOfTheCalendar_When_TheNextIsAskedFor_Then_ThereIsNone(string period)
    {
        var reminder = Calendar(Start("2027-01-31T09:00"), period);
        NextAfter(new Timestamp(253_402_300_799_999), reminder).Should().BeNull();
        var late = Start("9890-01-31T09:00");
        (NextAfter(late, reminder)!.Value > late).Should().BeTrue();
    }

    [Theory]
    [InlineData("P1M", true)]
    [InlineData("P1Y", true)]
    [InlineData("P1D", true)]
    [InlineData("P1W", true)]
    [InlineData("PT36H", true)]
    [InlineData("P1Y2M3W4DT5H6M7S", true)]
    [InlineData("P100Y", true)]
    [InlineData("P101Y", false)]
    [InlineData("P", false)]
    [InlineData("P0D", false)]
    [InlineData("P-1D", false)]
    [InlineData("P2DT-1H", false)]
    [InlineData("PT1s", false)]
    [InlineData("PT0.5S", false)]
    [InlineData("P99999999999999999999Y", false)]
    [InlineData("PT9223372036854775807H", false)]
    [InlineData("monthly", false)]
    [InlineData("", false)]
    public void Given_APeriod_When_Read_Then_OnlyAPositiveWholeOneOfAtMost100YearsPasses(string text, bool passes) =>
        (!ReminderDraft.Check([new ReminderDraft("title", 1, null, null, Madrid, text)]).IsFailure).Should().Be(passes);

    private static Reminder Fixed(long first, long frequency) => new() { Title = "title", Time = new Timestamp(first), Frequency = frequency };

    private static Reminder Calendar(Timestamp first, string period) => new() { Title = "title", Time = first, Repeat = period, TimeZone = Madrid };

    private static long? Next(Reminder reminder, long passed) => NextAfter(new Timestamp(passed), reminder)?.UnixMilliseconds;

    private static Timestamp? NextAfter(Timestamp instant, Reminder reminder) => reminder.DueAfter(instant).NextTime;

    private static Timestamp Start(string wall) =>
        new(LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd'T'HH:mm").Parse(wall).Value.InZoneStrictly(Zone).ToInstant().ToUnixTimeMilliseconds());

    private static DateTimeZone Zone => DateTimeZoneProviders.Tzdb[Madrid];

    /// <summary>The wall times after the first, one after the other.</summary>
    private static List<string> Times(string first, string period, int count)
    {
        var reminder = Calendar(Start(first), period);
        var times = new List<string>();
        for (var time = Start(first); times.Count < count;)
        {
            time = NextAfter(time, reminder)!.Value;
            times.Add(Instant.FromUnixTimeMilliseconds(time.UnixMilliseconds).InZone(Zone).LocalDateTime.ToString("yyyy-MM-dd'T'HH:mm", null));
        }

        return times;
    }
}
