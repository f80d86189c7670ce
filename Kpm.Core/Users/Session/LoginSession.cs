using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Session;

/// <summary>The stored part of a <see cref="LoginSession"/>.</summary>
public sealed record SessionState : AggregateState
{
    public required UserId User { get; init; }

    /// <summary>The device's push-messaging token, if it gave one.</summary>
    public string? ClientId { get; init; }

    /// <summary>The roles asked for at log-in.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>SHA-256 of the refresh token's secret, in hexadecimal digits.</summary>
    public required string RefreshHash { get; init; }

    /// <summary>The hash before the last rotation.</summary>
    public string? PreviousRefreshHash { get; init; }

    public Timestamp? RotatedTs { get; init; }

    public required Timestamp ExpiresTs { get; init; }

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"SessionState {{ Lifecycle = {Lifecycle} }}";
}

/// <summary>One log-in on one device. Holds the hash of its refresh token and replaces it at every use.</summary>
public sealed class LoginSession : AggregateRoot<SessionId, SessionState>
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    /// <summary>How long the previous refresh token still gives the same successor: an answer may have been lost.</summary>
    public static readonly TimeSpan ReplayWindow = TimeSpan.FromSeconds(60);

    private LoginSession(SessionId id, SessionState state, long version) : base(id, state, version)
    {
    }

    /// <summary>A session as it was stored.</summary>
    public static LoginSession Load(SessionId id, SessionState state, long version) => new(id, state, version);

    public static LoginSession Start(SessionId id, UserId user, string? clientId, ImmutableArray<string> scopes, string refreshHash, Timestamp at)
    {
        var state = new SessionState
        {
            CreatedTs = at,
            Lifecycle = Lifecycle.Active,
            User = user,
            ClientId = clientId,
            Scopes = scopes,
            RefreshHash = refreshHash,
            ExpiresTs = at + Lifetime,
        };
        var session = new LoginSession(id, state, 0);
        session.Change(state, at);
        return session;
    }

    public bool IsActive(Timestamp at) => State.Lifecycle == Lifecycle.Active && at < State.ExpiresTs;

    /// <summary>
    /// Replaces the refresh token. The previous one is honoured for <see cref="ReplayWindow"/> with the same successor;
    /// any other secret means that a token leaked, and ends the session.
    /// </summary>
    public Result Rotate(string presentedHash, string successorHash, Timestamp at)
    {
        if (!IsActive(at)) return new InvalidToken();
        if (presentedHash == State.RefreshHash)
        {
            Change(State with { RefreshHash = successorHash, PreviousRefreshHash = presentedHash, RotatedTs = at, ExpiresTs = at + Lifetime }, at);
            return Result.Success;
        }

        var isReplay = presentedHash == State.PreviousRefreshHash && successorHash == State.RefreshHash && at - State.RotatedTs!.Value <= ReplayWindow;
        if (isReplay) return Result.Success;
        Revoke(at);
        return new InvalidToken();
    }

    /// <summary>Ends the session; ending an ended one changes nothing.</summary>
    public void Revoke(Timestamp at)
    {
        if (State.IsFinal) return;
        Change(State with { Lifecycle = Lifecycle.Removed, ModifiedTs = Modified(at, "state") }, at);
    }
}

/// <summary>Stores sessions, each beside its user.</summary>
public interface ISessions
{
    Task<LoginSession?> FindAsync(UserId user, SessionId session, CancellationToken cancellationToken);

    Task<bool> AddAsync(LoginSession session, CancellationToken cancellationToken);

    /// <exception cref="ConcurrencyConflictException">It was changed since it was loaded.</exception>
    Task SaveAsync(LoginSession session, CancellationToken cancellationToken);
}
