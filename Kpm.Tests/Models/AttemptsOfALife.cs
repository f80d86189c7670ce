using Kpm.Core.Assets;
using Kpm.Core.Notifications;
using Kpm.Tests.Core.Assets.Attempt;

namespace Kpm.Tests.Models;

/// <summary>Holds every attempt of a life against its own terms: the mails of it, how long it lasted, and how it ended.</summary>
internal static class AttemptsOfALife
{
    public static void Judge(SilenceWorld world, AssetRelease release, TenYearsFigures figures)
    {
        var mails = world.Emails.Sent.Select(sent => sent.Work).DistinctBy(mail => mail.MailId).ToList();
        figures.Mails += mails.Count;
        var asking = mails.Where(mail => mail.Attempt is not null).ToLookup(mail => mail.Attempt!.Value);
        foreach (var attempt in world.Attempts.All) Judge(attempt, [.. asking[attempt.Id]], release, figures);
    }

    private static void Judge(ReleaseAttempt attempt, IReadOnlyCollection<SendEmail> asking, AssetRelease release, TenYearsFigures figures)
    {
        var state = attempt.State;
        figures.Attempts++;
        if (state.Outcome == AttemptOutcome.Vetoed) figures.Vetoed++;
        if (state.Outcome == AttemptOutcome.PausedOut) figures.PausedOut++;
        if (!IsEndedAsItShould(attempt, release)) figures.Unended++;
        if (state.MetTs - state.CreatedTs < DaysOf(state)) figures.TooShort++;
        foreach (var person in state.Keepers.Append(state.Owner))
        {
            var beyond = asking.Count(mail => mail.Receiver == person) - MailsBy(state.Day, state.Terms, isOwner: person == state.Owner);
            figures.MailsBeyondTerms = Math.Max(figures.MailsBeyondTerms, beyond);
            figures.MailsMissing = Math.Max(figures.MailsMissing, -beyond);
        }
    }

    /// <summary>The attempt that a release was executed by is released, one that a release waits for is open, and all others were answered.</summary>
    private static bool IsEndedAsItShould(ReleaseAttempt attempt, AssetRelease release) => release.State.Attempt == attempt.Id
        ? release.IsExecuted ? attempt.State.Outcome == AttemptOutcome.Released : attempt.IsOpen
        : attempt.State.Outcome is AttemptOutcome.Vetoed or AttemptOutcome.PausedOut;

    /// <summary>Its terms, the days that a keeper's word was worth, and those that no mail was out.</summary>
    private static TimeSpan DaysOf(AttemptState state) =>
        TimeSpan.FromDays(state.Terms.Days + state.UnmailedDays + (state.Pause is { } pause ? ReleaseAttempt.PauseDays - pause.DaysLeft : 0));

    /// <summary>How many mails of an attempt its terms promise until a day: the reminders, and one when the grace and when the wait begins. The first keepers hear of is the grace.</summary>
    private static int MailsBy(int day, InactivityTerms terms, bool isOwner)
    {
        var reminders = Math.Min(terms.Reminders, (day / terms.ReminderEvery) + 1);
        var hasGrace = terms.Grace > 0 && day >= terms.Reminders * terms.ReminderEvery;
        var hasWait = day >= (terms.Reminders * terms.ReminderEvery) + terms.Grace;
        return (isOwner ? reminders : 0) + (hasGrace ? 1 : 0) + (hasWait ? 1 : 0);
    }
}
