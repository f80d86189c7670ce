using System.Globalization;

namespace Kpm.Tests.Models;

/// <summary>What became of people in ten years.</summary>
/// <param name="People">How many there were.</param>
internal sealed record TenYearsFigures(int People)
{
    /// <summary>The most mails that one person may get in a day from one legacy: of an attempt that ends and of one that begins, and of what each of two keepers says and takes back.</summary>
    public const int MailsInADay = 6;

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

    /// <summary>Although there was a sign within the days of the terms, or after the attempt had begun. Must be none.</summary>
    public int FalseReleases { get; set; }

    /// <summary>Of people who died long enough ago. Must be none.</summary>
    public int Forgotten { get; set; }

    /// <summary>Nobody cancels. Must be none.</summary>
    public int Canceled { get; set; }

    /// <summary>Attempts that met no answer in fewer days than those of their terms. Must be none.</summary>
    public int TooShort { get; set; }

    /// <summary>Attempts that did not end in the one way that the release of their time asks for. Must be none.</summary>
    public int Unended { get; set; }

    /// <summary>People whose mails came back.</summary>
    public int Unreachable { get; set; }

    /// <summary>Those of them of whom that is not known, and others of whom it is. Must be none.</summary>
    public int BouncesMissed { get; set; }

    public long Mails { get; set; }

    /// <summary>The most mails to one person about one attempt, beyond those that its terms promise. Must be none.</summary>
    public int MailsBeyondTerms { get; set; }

    /// <summary>The most mails to one person about one attempt that its terms promise, and that were not sent. Must be none.</summary>
    public int MailsMissing { get; set; }

    /// <summary>The most mails to one person in one day.</summary>
    public int MostMailsInADay { get; set; }

    /// <summary>The longest time between a death, or the end of a journey after it, and the release, beyond period and days of the terms, in days.</summary>
    public int LongestDelayDays { get; set; }

    /// <summary>Nobody is harmed, nobody is forgotten, and nobody is asked more or less than their terms say; and all of it was put to the test.</summary>
    public void Hold()
    {
        this.Should().BeEquivalentTo(new { FalseReleases = 0, Forgotten = 0, Canceled = 0, TooShort = 0, Unended = 0, BouncesMissed = 0, MailsBeyondTerms = 0, MailsMissing = 0 }, ToString());
        MostMailsInADay.Should().BeLessThanOrEqualTo(MailsInADay);
        LongestDelayDays.Should().BeLessThanOrEqualTo(TenYears.LongestDelay);
        new[] { Released, Attested, Vetoed, PausedOut, Unreachable }.Should().AllSatisfy(count => count.Should().BePositive());
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Ten years: {People} people, {Deaths} deaths, {Signs} signs of life, {Unreachable} whose mails came back; {Attempts} attempts: {Vetoed} vetoed, {PausedOut} paused out, {Released} released ({Attested} by attestation; {ReleasedOfSilentLiving} of living people who were silent throughout); {FalseReleases} false, {Forgotten} forgotten, {Canceled} cancelled, {TooShort} too short, {Unended} not ended, delayed by {LongestDelayDays} days at most; {Mails} mails, {MostMailsInADay} to one person in a day at most, {MailsBeyondTerms} beyond the terms of an attempt, {MailsMissing} missing");
}
