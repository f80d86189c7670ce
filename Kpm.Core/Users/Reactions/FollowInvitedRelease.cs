using System.Collections.Immutable;
using System.Globalization;
using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Invitation;

namespace Kpm.Core.Users.Reactions;

/// <summary>A release was scheduled, changed, due or ended: its invitations are made, mailed or withdrawn.</summary>
/// <remarks>
/// The release is read again after the invitations were made: one that it does not wait for any more is withdrawn here, so no order of
/// messages leaves an invitation open that nobody means. Each time that they are told has one name, so its mail is sent once.
/// </remarks>
public sealed class FollowInvitedRelease(IInvitedLookup lookup, IInvitations invitations, IContentSealer sealer, IWorkQueue<SendEmail> emails, IClock clock)
{
    /// <param name="release">The release.</param>
    /// <param name="removed">Invitations that, as the event says, it does not wait for any longer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task HandleAsync(ReleaseId release, ImmutableArray<InvitationId> removed, CancellationToken cancellationToken)
    {
        var before = await FindAsync(release, cancellationToken);
        ImmutableArray<InvitationId> known = [.. before.Invitations.Union(removed)];
        if (known.IsEmpty) return;
        foreach (var person in before.People) await InviteAsync(release, before.Owner, person, cancellationToken);

        var after = await FindAsync(release, cancellationToken);
        foreach (var former in known.Except(after.IsOpen ? after.Invitations : [])) await WithdrawAsync(former, cancellationToken);
        if (!after.IsDue) return;
        foreach (var person in after.People)
        {
            var cause = after.Again == 0 ? $"{person.Invitation}" : string.Create(CultureInfo.InvariantCulture, $"{person.Invitation}.{after.Again}");
            var mail = SendEmail.ToInvited(person.Invitation, after.Owner, cause);
            await emails.EnqueueAsync(mail.MailId, mail, cancellationToken);
        }
    }

    private async Task InviteAsync(ReleaseId release, UserId inviter, InvitedPerson person, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(person.Invitation, cancellationToken) is not null) return;
        var content = await sealer.SealAsync(LegacyInvitation.RecordOf(person.Invitation), new InvitationContent(person.Email), [inviter], cancellationToken);
        await invitations.AddAsync(LegacyInvitation.Invite(person.Invitation, release, inviter, content, clock.Now), cancellationToken);
    }

    private async Task WithdrawAsync(InvitationId id, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(id, cancellationToken) is not { } invitation) return;
        invitation.Withdraw(clock.Now);
        await invitations.SaveAsync(invitation, cancellationToken);
    }

    private async Task<InvitedToRelease> FindAsync(ReleaseId release, CancellationToken cancellationToken) =>
        await lookup.FindAsync(release, cancellationToken) ?? throw new PermanentFailureException("release_unknown");
}
