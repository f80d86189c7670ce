using System.Collections.Immutable;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Mails the owner of a plan that is rehearsed what its people would get, one mail for each of theirs.</summary>
public sealed class RehearsalMails(TellRelease tell, IWorkQueue<SendEmail> emails)
{
    /// <summary>Again it is the same mails.</summary>
    /// <param name="rehearsal">The rehearsal.</param>
    /// <param name="happened">What would happen to the release.</param>
    /// <param name="plan">Its content, which says who is invited.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ImmutableArray<RehearsedMail>> SendAsync(Rehearsal rehearsal, IReadOnlyList<DomainEvent> happened, ReleaseContent plan, CancellationToken cancellationToken)
    {
        var mails = new List<SendEmail>();
        foreach (var step in happened) mails.AddRange(await MailsForAsync(rehearsal, step, plan, cancellationToken));
        foreach (var mail in mails.Select(mail => mail.Rehearsed(rehearsal.Id))) await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
        return [.. mails.Select(mail => new RehearsedMail(mail.Kind.ToString(), mail.Receiver))];
    }

    private async Task<IEnumerable<SendEmail>> MailsForAsync(Rehearsal rehearsal, DomainEvent happened, ReleaseContent plan, CancellationToken cancellationToken) => happened switch
    {
        AssetReleaseInvitedDue => plan.Invited.Where(invitee => invitee.AcceptedBy is null).Select(invitee => SendEmail.ToInvited(invitee.Invitation, rehearsal.State.Owner, happened.EventId)),
        AssetReleaseClaimable or AssetReleaseCanceled or AssetReleaseDelivered => await tell.MailsAsync(happened, cancellationToken),
        _ => [],
    };
}
