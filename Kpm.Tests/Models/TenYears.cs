using CsCheck;
using Kpm.Core.Assets;

namespace Kpm.Tests.Models;

/// <summary>Thousands of people live for ten years: habits, journeys, illness, death; days when the system is down, and days when no mail goes out.</summary>
internal static class TenYears
{
    public const int Days = 3_650;

    /// <summary>How long after period and days of the terms somebody who has died may still not count as silent: the word of a keeper, mails that are not out, and outages, with the looks that come late after them.</summary>
    public const int LongestDelay = ReleaseAttempt.PauseDays + ReleaseAttempt.MaximumUnmailedDays + (Outages * (LongestOutage + 1));

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
