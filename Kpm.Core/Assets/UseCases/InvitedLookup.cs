using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.UseCases;

/// <summary>Tells invitations whom a release waits for.</summary>
public sealed class InvitedLookup(IReleases releases, IContentSealer sealer) : IInvitedLookup
{
    public async Task<InvitedToRelease?> FindAsync(ReleaseId release, CancellationToken cancellationToken)
    {
        if (await releases.FindAsync(release, cancellationToken) is not { } found) return null;
        var content = found.IsActive && !found.State.Invited.IsEmpty ? await sealer.OpenContentAsync(found, cancellationToken) : ReleaseContent.Erased;
        return new InvitedToRelease(
            found.State.Owner,
            found.IsActive,
            found.IsInvitedDue,
            found.State.InvitedAgain,
            found.State.Invited,
            [.. content.Invited.Where(invitee => found.Awaits(invitee.Invitation)).Select(invitee => new InvitedPerson(invitee.Invitation, invitee.Email))]);
    }

    public async Task<bool> MayBeToldAsync(ReleaseId release, bool isOwnerActive, CancellationToken cancellationToken) =>
        await releases.FindAsync(release, cancellationToken) is { } found && found.MayTellInvited(isOwnerActive);
}
