using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Invitations, in container <c>invitations</c>.</summary>
internal sealed class InvitationStore(AggregateStore<LegacyInvitation, InvitationId, InvitationState> store) : IInvitations
{
    public static AggregateMapping<LegacyInvitation, InvitationId, InvitationState> Mapping { get; } = new("invitations", "invitation", LegacyInvitation.Load);

    public Task<LegacyInvitation?> FindAsync(InvitationId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(LegacyInvitation aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(LegacyInvitation aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);

    public Task<IReadOnlyList<InvitationId>> FindOfAsync(UserId inviter, CancellationToken cancellationToken) =>
        store.FindIdsAsync<InvitationId>("c.state.inviter = @person", [("@person", inviter.ToString())], cancellationToken);
}
