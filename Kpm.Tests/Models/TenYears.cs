using System.Globalization;
using CsCheck;

namespace Kpm.Tests.Models;

/// <summary>What became of people in ten years.</summary>
/// <param name="People">How many there were.</param>
internal sealed record TenYearsFigures(int People)
{
    public int Deaths { get; set; }

    public long Signs { get; set; }

    public int Attempts { get; set; }

    public int Vetoed { get; set; }

    public int PausedOut { get; set; }

    public int Released { get; set; }

    /// <summary>Of those, by the word of keepers.</summary>
    public int Attested { get; set; }

    /// <summary>Of people who lived, and gave no sign for their period nor through all that was asked.</summary>
    public int ReleasedOfSilentLiving { get; set; }

    /// <summary>Although there was a sign within the period, or within the wait of an attestation. Must be none.</summary>
    public int FalseReleases { get; set; }

    /// <summary>Of people who died long enough ago. Must be none.</summary>
    public int Forgotten { get; set; }

    public long Mails { get; set; }

    /// <summary>The most mails to one owner about one attempt, beyond those that its terms allow. Must be none.</summary>
    public int MailsBeyondTerms { get; set; }

    /// <summary>The most mails to one person in one day.</summary>
    public int MostMailsInADay { get; set; }

    /// <summary>The longest time between a death and the release, beyond period and days of the terms, in days.</summary>
    public int LongestDelayDays { get; set; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{People} people, 10 years, {Deaths} deaths, {Signs} signs of life; {Attempts} attempts: {Vetoed} vetoed, {PausedOut} paused out, {Released} released ({Attested} by attestation; {ReleasedOfSilentLiving} of living people who were silent throughout); {FalseReleases} false, {Forgotten} forgotten, delayed by {LongestDelayDays} days at most; {Mails} mails, {MostMailsInADay} to one person in a day at most, {MailsBeyondTerms} beyond the terms");
}

/// <summary>Thousands of people live for ten years: habits, journeys, illness, death; days when the system is down, and days when no mail goes out.</summary>
internal static class TenYears
{
    public const int Days = 3_650;
    private const int Outages = 12;
    private const int LongestOutage = 4;
    private const int MailOutages = 6;
    private const int LongestMailOutage = 20;

    public static async Task<TenYearsFigures> RunAsync(PCG random, int people)
    {
        var figures = new TenYearsFigures(people);
        var weather = new TenYearsWeather(DaysOf(random, Outages, LongestOutage), DaysOf(random, MailOutages, LongestMailOutage));
        for (var person = 0; person < people; person++) await new SimulatedLife(random, weather, figures).LiveAsync();
        return figures;
    }

    private static HashSet<int> DaysOf(PCG random, int count, int longest) =>
        [.. Enumerable.Range(0, count).SelectMany(_ => Enumerable.Range((int)random.Next(Days), 1 + (int)random.Next((uint)longest)))];
}

/// <summary>What befalls everybody.</summary>
/// <param name="Down">The days on which the system is down.</param>
/// <param name="WithoutMail">The days on which no mail goes out.</param>
internal sealed record TenYearsWeather(HashSet<int> Down, HashSet<int> WithoutMail);
