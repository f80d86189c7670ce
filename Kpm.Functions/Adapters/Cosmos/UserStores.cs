using Kpm.Core.Shared;
using Kpm.Core.Users.Keep;
using Kpm.Core.Users.Life;
using Kpm.Core.Users.Removal;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Functions.Adapters.Cosmos;

/// <summary>Accounts, in container <c>users</c>.</summary>
internal sealed class UserStore(AggregateStore<UserAccount, UserId, UserState> store) : IUsers
{
    public static AggregateMapping<UserAccount, UserId, UserState> Mapping { get; } = new("users", "user", UserAccount.Load)
    {
        NextReminderAt = state => state.IsFinal ? null : state.Reminders?.NextTime,
        NextCheckAt = state => state.ClosingTs,
    };

    public Task<UserAccount?> FindAsync(UserId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(UserAccount aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(UserAccount aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);
}

/// <summary>Sessions, each in its user's partition of container <c>users</c>; they vanish some days after their end.</summary>
internal sealed class SessionStore(AggregateStore<LoginSession, SessionId, SessionState> store) : ISessions
{
    private const int MaximumListed = 1000;
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(7);

    public static AggregateMapping<LoginSession, SessionId, SessionState> Mapping { get; } = new("users", "session", LoginSession.Load)
    {
        PartitionKey = (_, state) => state.User.ToString(),
        TimeToLiveSeconds = (state, now) => (int)(state.ExpiresTs - now + KeptAfterEnd).TotalSeconds,
    };

    public Task<LoginSession?> FindAsync(UserId user, SessionId session, CancellationToken cancellationToken) => store.FindAsync(session, user.ToString(), cancellationToken);

    public Task<IReadOnlyList<LoginSession>> ListAsync(UserId user, CancellationToken cancellationToken) =>
        store.ListAsync(user.ToString(), "c.state.lifecycle = 'active'", MaximumListed, SessionId.Of, cancellationToken);

    public Task<IReadOnlyList<LoginSession>> ListStoredAsync(UserId user, CancellationToken cancellationToken) =>
        store.ListAsync(user.ToString(), "(c.state.lifecycle = 'active' OR c.state.lifecycle = 'removed')", MaximumListed, SessionId.Of, cancellationToken);

    public Task<bool> AddAsync(LoginSession session, CancellationToken cancellationToken) => store.AddAsync(session, cancellationToken);

    public Task SaveAsync(LoginSession session, CancellationToken cancellationToken) => store.SaveAsync(session, cancellationToken);
}

/// <summary>Signs of life, in container <c>signsOfLife</c>; those of a removed account vanish after a day.</summary>
internal sealed class SignsOfLifeStore(AggregateStore<SignsOfLife, UserId, SignsOfLifeState> store) : ISignsOfLife
{
    private const int ForgottenIsKeptSeconds = 24 * 3600;

    public static AggregateMapping<SignsOfLife, UserId, SignsOfLifeState> Mapping { get; } = new("signsOfLife", "signsOfLife", SignsOfLife.Load)
    {
        TimeToLiveSeconds = (state, _) => state.IsFinal ? ForgottenIsKeptSeconds : null,
    };

    public Task<SignsOfLife?> FindAsync(UserId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(SignsOfLife aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(SignsOfLife aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);
}

/// <summary>Keeps, in container <c>keeps</c>.</summary>
internal sealed class KeepStore(AggregateStore<TrustedKeep, KeepId, KeepState> store) : IKeeps
{
    public static AggregateMapping<TrustedKeep, KeepId, KeepState> Mapping { get; } = new("keeps", "keep", TrustedKeep.Load);

    public Task<TrustedKeep?> FindAsync(KeepId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(TrustedKeep aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(TrustedKeep aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);

    public Task<IReadOnlyList<KeepId>> FindOfAsync(UserId person, CancellationToken cancellationToken) =>
        store.FindIdsAsync<KeepId>("c.state.requester = @person OR c.state.requested = @person", [("@person", person.ToString())], cancellationToken);
}

/// <summary>Removals of accounts, in container <c>removals</c>.</summary>
internal sealed class RemovalStore(AggregateStore<AccountRemoval, RemovalId, RemovalState> store) : IRemovals
{
    public static AggregateMapping<AccountRemoval, RemovalId, RemovalState> Mapping { get; } = new("removals", "removal", AccountRemoval.Load)
    {
        NextCheckAt = state => state.NextCheckAt,
    };

    public Task<AccountRemoval?> FindAsync(RemovalId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(AccountRemoval aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(AccountRemoval aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);
}

/// <summary>Rotations of user keys, in container <c>keyRotations</c>.</summary>
internal sealed class KeyRotationStore(AggregateStore<KeyRotation, KeyRotationId, KeyRotationState> store) : IKeyRotations
{
    public static AggregateMapping<KeyRotation, KeyRotationId, KeyRotationState> Mapping { get; } = new("keyRotations", "keyRotation", KeyRotation.Load)
    {
        NextCheckAt = state => state.NextCheckAt,
    };

    public Task<KeyRotation?> FindAsync(KeyRotationId id, CancellationToken cancellationToken) => store.FindAsync(id, id.ToString(), cancellationToken);

    public Task<bool> AddAsync(KeyRotation aggregate, CancellationToken cancellationToken) => store.AddAsync(aggregate, cancellationToken);

    public Task SaveAsync(KeyRotation aggregate, CancellationToken cancellationToken) => store.SaveAsync(aggregate, cancellationToken);
}
