using System.Globalization;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// An attempt goes on: mails ask its owner for a sign of life, and, from the grace on, tell its keepers. Keepers hear that they were chosen, and each
/// what others said. Nobody who is no keep of the owner any more is told anything.
/// </summary>
public sealed class TellAttempt(IKeepLookup keeps, IWorkQueue<SendEmail> emails)
{
    /// <summary>The last mail to the owner of an attempt.</summary>
    public static SendEmail ToOwner(ReleaseAttempt attempt) => ToOwner(attempt.State.Release, attempt.Id, attempt.State.Owner, attempt.Stage, attempt.State.MailedOn);

    public async Task HandleAsync(DomainEvent happened, CancellationToken cancellationToken)
    {
        foreach (var mail in MailsFor(happened))
            if (mail.About == mail.Receiver || await keeps.AreKeepsAsync(mail.About!.Value, mail.Receiver!.Value, cancellationToken)) await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }

    private static IEnumerable<SendEmail> MailsFor(DomainEvent happened) => happened switch
    {
        ReleaseAttemptAdvanced { Stage: AttemptStage.Reminding } e => [ToOwner(e.Release, e.Attempt, e.Owner, e.Stage, e.Day)],
        ReleaseAttemptAdvanced e =>
        [
            ToOwner(e.Release, e.Attempt, e.Owner, e.Stage, e.Day),
            .. e.Keepers.Select(keeper => SendEmail.ToUserAbout(e.Owner, e.Stage == AttemptStage.Grace ? MailKind.KeeperAsked : MailKind.KeeperWarned, keeper, e.EventId) with { Legacy = e.Release, Attempt = e.Attempt }),
        ],
        ReleaseAttemptPaused e =>
        [
            SendEmail.ToUserAbout(e.By, MailKind.AttemptPaused, e.Owner, e.EventId),
            .. e.Keepers.Where(keeper => keeper != e.By).Select(keeper => SendEmail.ToUserAbout(e.Owner, MailKind.KeeperSpoke, keeper, e.EventId)),
        ],
        AssetReleaseKeepersChosen e => [.. e.Keepers.Select(keeper => SendEmail.ToUserAbout(e.Owner, MailKind.KeeperChosen, keeper, e.EventId) with { Legacy = e.Release })],
        AssetReleaseAttested e =>
        [
            SendEmail.ToUserAbout(e.By, MailKind.OwnerAttested, e.Owner, e.EventId),
            .. e.Keepers.Where(keeper => keeper != e.By).Select(keeper => SendEmail.ToUserAbout(e.Owner, MailKind.KeeperAttested, keeper, e.EventId) with { Legacy = e.Release }),
        ],
        AssetReleaseAttestationWithdrawn e =>
        [
            SendEmail.ToUserAbout(e.By, MailKind.OwnerAttestationWithdrawn, e.Owner, e.EventId),
            .. e.Keepers.Where(keeper => keeper != e.By).Select(keeper => SendEmail.ToUserAbout(e.Owner, MailKind.KeeperAttestationWithdrawn, keeper, e.EventId) with { Legacy = e.Release }),
        ],
        AssetReleaseAttestationsRefuted e => [.. e.Attesters.Select(keeper => SendEmail.ToUserAbout(e.Owner, MailKind.KeeperReassured, keeper, e.EventId))],
        ReleaseAttemptEnded { Outcome: AttemptOutcome.Released } or ReleaseAttemptEnded { IsWithdrawn: true } => [],
        ReleaseAttemptEnded e =>
        [
            SendEmail.ToUser(MailKind.AttemptStopped, e.Owner, e.EventId),
            .. e.TellsKeepers() ? e.Keepers.Select(keeper => SendEmail.ToUserAbout(e.Owner, MailKind.KeeperReassured, keeper, e.EventId)) : [],
        ],
        _ => throw new PermanentFailureException("event_unknown"),
    };

    private static SendEmail ToOwner(ReleaseId release, AttemptId attempt, UserId owner, AttemptStage stage, int day) =>
        SendEmail.ToUser(stage < AttemptStage.Waiting ? MailKind.CheckIn : MailKind.ReleaseImminent, owner, string.Create(CultureInfo.InvariantCulture, $"{attempt}.{day}")) with { Legacy = release, Attempt = attempt };
}
