using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>
/// Something happened to a release: mails tell those who should know, one mail per person. Receivers are told nothing before the
/// release can be claimed unless its owner wishes it, and nothing by somebody who is no keep of theirs, unless something was taken from them. Owners are told of what they did not do themselves.
/// </summary>
public sealed class TellRelease(IKeepLookup keeps, IWorkQueue<SendEmail> emails)
{
    public async Task HandleAsync(DomainEvent happened, CancellationToken cancellationToken)
    {
        foreach (var mail in await MailsAsync(happened, cancellationToken)) await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
    }

    /// <summary>The mails that tell of it.</summary>
    public async Task<IReadOnlyList<SendEmail>> MailsAsync(DomainEvent happened, CancellationToken cancellationToken)
    {
        var mails = new List<SendEmail>();
        foreach (var mail in MailsFor(happened))
            if (await MayGetAsync(mail, cancellationToken)) mails.Add(mail);
        return mails;
    }

    /// <summary>A plan may name anybody; only a keep can make Kpm write to them.</summary>
    private async Task<bool> MayGetAsync(SendEmail mail, CancellationToken cancellationToken) =>
        mail.Kind is MailKind.LegacyNotDelivered or MailKind.LegacyCanceled or MailKind.LegacyReceiverMissing or MailKind.LegacyRevoked or MailKind.LegacyTakenBack or MailKind.LegacyStranded or MailKind.LegacyPassedOver or MailKind.LegacyUnclaimed || await keeps.AreKeepsAsync(mail.About!.Value, mail.Receiver!.Value, cancellationToken);

    private static IEnumerable<SendEmail> MailsFor(DomainEvent happened) => happened switch
    {
        AssetReleaseForetold e => e.Receivers.Select(receiver => SendEmail.ToUserAbout(e.Owner, MailKind.LegacyScheduled, receiver, e.Release.ToString())),
        AssetReleaseClaimable e => e.Receivers.Select(receiver => SendEmail.ToUserAbout(e.Owner, MailKind.LegacyClaimable, receiver, e.EventId)),
        AssetReleaseDelivered e =>
        [
            .. e.Delivered.IsEmpty ? [] : e.Receivers.Select(receiver => SendEmail.ToUserAbout(e.Owner, MailKind.LegacyDelivered, receiver, e.EventId)),
            .. e.Failed.IsEmpty ? Array.Empty<SendEmail>() : [SendEmail.ToUser(MailKind.LegacyNotDelivered, e.Owner, e.EventId)],
        ],
        AssetReleaseHalted { WasAnnounced: false } => [],
        AssetReleaseHalted e => e.Receivers.Where(receiver => receiver != e.Owner).Select(receiver => SendEmail.ToUserAbout(e.Owner, MailKind.LegacyWithdrawn, receiver, e.EventId)),
        AssetReleasePrecedingCanceled e => [SendEmail.ToUser(MailKind.LegacyStranded, e.Owner, e.EventId)],
        AssetReleasePassedOver e => [SendEmail.ToUser(MailKind.LegacyPassedOver, e.Owner, e.EventId)],
        AssetReleaseInvitedPassedOver e => [SendEmail.ToUser(MailKind.LegacyPassedOver, e.Owner, e.EventId)],
        AssetReleaseUnclaimed e => [SendEmail.ToUser(MailKind.LegacyUnclaimed, e.Owner, e.EventId)],
        AssetReleaseCanceled e => OfCancel(e),
        AssetReleaseRevocationSettled e =>
        [
            SendEmail.OfRevocation(e.Release, e.Owner, e.EventId),
            .. e.TakenFrom.Select(receiver => SendEmail.ToUserAbout(e.Owner, MailKind.LegacyTakenBack, receiver, e.EventId)),
        ],
        _ => throw new PermanentFailureException("event_unknown"),
    };

    /// <summary>SEC-24: an owner always hears of what others ended. Receivers hear of it if they had been told that it waited, whoever ended it but themselves.</summary>
    private static IEnumerable<SendEmail> OfCancel(AssetReleaseCanceled canceled)
    {
        UserId? by = EntityId.TryParse<UserId>(canceled.By, out var person) ? person : null;
        if (by is null) yield return SendEmail.ToUser(canceled.Reason == CancelReason.KeepMissing ? MailKind.LegacyReceiverMissing : MailKind.LegacyCanceled, canceled.Owner, canceled.EventId);
        else if (by != canceled.Owner) yield return SendEmail.ToUserAbout(by.Value, MailKind.LegacyCanceled, canceled.Owner, canceled.EventId);
        if (!canceled.WasAnnounced) yield break;
        foreach (var receiver in canceled.Receivers.Where(receiver => receiver != by && receiver != canceled.Owner))
            yield return SendEmail.ToUserAbout(canceled.Owner, MailKind.LegacyWithdrawn, receiver, canceled.EventId);
    }
}
