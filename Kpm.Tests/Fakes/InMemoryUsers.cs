using Kpm.Core.Shared;
using Kpm.Core.Users.Invitation;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Removal;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Tests.Fakes;

/// <summary>Stores accounts in memory.</summary>
public sealed class InMemoryUsers() : InMemoryRepository<UserAccount, UserId, UserState>(UserAccount.Load), IUsers;

/// <summary>Stores keeps in memory.</summary>
public sealed class InMemoryKeeps() : InMemoryRepository<TrustedKeep, KeepId, KeepState>(TrustedKeep.Load), IKeeps
{
    public Task<IReadOnlyList<KeepId>> FindOfAsync(UserId person, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KeepId>>([.. All.Where(keep => keep.IsParty(person)).Select(keep => keep.Id)]);
}

/// <summary>Stores invitations in memory.</summary>
public sealed class InMemoryInvitations() : InMemoryRepository<LegacyInvitation, InvitationId, InvitationState>(LegacyInvitation.Load), IInvitations
{
    public Task<IReadOnlyList<InvitationId>> FindOfAsync(UserId inviter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<InvitationId>>([.. All.Where(invitation => invitation.State.Inviter == inviter).Select(invitation => invitation.Id)]);
}

/// <summary>Stores removals in memory.</summary>
public sealed class InMemoryRemovals() : InMemoryRepository<AccountRemoval, RemovalId, RemovalState>(AccountRemoval.Load), IRemovals;

/// <summary>Stores rotations of user keys in memory.</summary>
public sealed class InMemoryKeyRotations() : InMemoryRepository<KeyRotation, KeyRotationId, KeyRotationState>(KeyRotation.Load), IKeyRotations;

/// <summary>Stores sessions in memory.</summary>
public sealed class InMemorySessions() : InMemoryRepository<LoginSession, SessionId, SessionState>(LoginSession.Load), ISessions
{
    public async Task<LoginSession?> FindAsync(UserId user, SessionId session, CancellationToken cancellationToken) =>
        await FindAsync(session, cancellationToken) is { } found && found.State.User == user ? found : null;

    public Task<IReadOnlyList<LoginSession>> ListStoredAsync(UserId user, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LoginSession>>([.. All.Where(session => session.State.User == user)]);

    public Task<IReadOnlyList<LoginSession>> ListAsync(UserId user, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LoginSession>>([.. All.Where(session => session.State.User == user && session.State.Lifecycle == Lifecycle.Active)]);
}
