using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Invitation;

namespace Kpm.Core.Users.Reactions.RotationSteps;

/// <summary>Every invitation of a person that is open is wrapped under the new version of the person's key.</summary>
public sealed class RewrapInvitations(IInvitations invitations, IContentSealer sealer) : RewrapRecords<LegacyInvitation, InvitationId>("invitations", sealer)
{
    protected override Task<IReadOnlyList<InvitationId>> FindIdsAsync(UserId person, CancellationToken cancellationToken) => invitations.FindOfAsync(person, cancellationToken);

    protected override Task<LegacyInvitation?> FindAsync(UserId person, InvitationId id, CancellationToken cancellationToken) => invitations.FindAsync(id, cancellationToken);

    protected override RecordName RecordOf(InvitationId id) => LegacyInvitation.RecordOf(id);

    protected override SealedRecord? SealedOf(LegacyInvitation record) => record.State.Sealed;

    protected override void Renew(LegacyInvitation record, SealedRecord renewed) => record.RenewWrap(renewed);

    protected override Task SaveAsync(LegacyInvitation record, CancellationToken cancellationToken) => invitations.SaveAsync(record, cancellationToken);
}
