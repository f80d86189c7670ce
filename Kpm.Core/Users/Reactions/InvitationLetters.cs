using Kpm.Core.Notifications;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Invitation;

namespace Kpm.Core.Users.Reactions;

/// <summary>Mints the token of an invitation when it is mailed, and opens its address. A sign of life that came after the mail was asked for keeps the secret.</summary>
public sealed class InvitationLetters(IInvitations invitations, IInvitedLookup lookup, IInvitationSecrets secrets, IContentSealer sealer, IClock clock) : IInvitationLetters
{
    public async Task<InvitationLetter?> WriteAsync(InvitationId invitation, bool isInviterActive, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(invitation, cancellationToken) is not { IsOpen: true, State.Sealed: { } content } found) return null;
        if (!await lookup.MayBeToldAsync(found.State.Release, isInviterActive, cancellationToken)) return null;
        var address = await OpenAsync(found, content, cancellationToken);
        if (address is null) return null;
        var token = new InvitationToken(invitation, secrets.Create());
        found.Mint(secrets.Hash(token.Secret), clock.Now);
        try
        {
            await invitations.SaveAsync(found, cancellationToken);
        }
        catch (ConcurrencyConflictException conflict)
        {
            throw new TransientFailureException("invitation_changed", conflict);
        }

        return new InvitationLetter(address.Email, token.Encode());
    }

    private async Task<InvitationContent?> OpenAsync(LegacyInvitation invitation, SealedRecord content, CancellationToken cancellationToken)
    {
        try
        {
            return await sealer.OpenAsync<InvitationContent>(LegacyInvitation.RecordOf(invitation.Id), content, invitation.State.Inviter, cancellationToken);
        }
        catch (UserKeyMissingException)
        {
            return null;
        }
    }
}
