using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Session;

/// <summary>The stored part of a <see cref="LoginSession"/>.</summary>
public sealed record SessionState : AggregateState
{
    public required UserId User { get; init; }

    /// <summary>The device's push-messaging token, if it gave one.</summary>
    public string? ClientId { get; init; }

    /// <summary>The epoch of the account when its password or passkey was checked.</summary>
    public int Epoch { get; init; }

    /// <summary>What the client called itself when it last logged in or refreshed (<c>User-Agent</c>), if it did.</summary>
    public string? Device { get; init; }

    /// <summary>The roles asked for at log-in.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>SHA-256 of the refresh token's secret, in hexadecimal digits.</summary>
    public required string RefreshHash { get; init; }

    /// <summary>The hash before the last rotation.</summary>
    public string? PreviousRefreshHash { get; init; }

    public Timestamp? RotatedTs { get; init; }

    public required Timestamp ExpiresTs { get; init; }

    /// <summary>The last log-in or refresh; between two of them a session may be used for as long as an access token lasts.</summary>
    public Timestamp LastUsedTs => RotatedTs ?? CreatedTs;

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

    public static LoginSession Start(SessionId id, NewSession facts, Timestamp at)
    {
        var state = new SessionState
        {
            CreatedTs = at,
            Lifecycle = Lifecycle.Active,
            User = facts.User,
            Epoch = facts.Epoch,
            ClientId = facts.ClientId,
            Device = facts.Device,
            Scopes = facts.Scopes,
            RefreshHash = facts.RefreshHash,
            ExpiresTs = at + Lifetime,
        };
        var session = new LoginSession(id, state, 0);
        session.Change(state, at, new SessionStarted(id, facts.User));
        return session;
    }

    public bool IsActive(Timestamp at) => State.Lifecycle == Lifecycle.Active && at < State.ExpiresTs;

    /// <summary>
    /// Replaces the refresh token. The previous one is honoured for <see cref="ReplayWindow"/> with the same successor;
    /// any other secret means that a token leaked, and ends the session.
    /// </summary>
    /// <param name="presentedHash">Hash of the secret that was sent.</param>
    /// <param name="successorHash">Hash of the secret that follows it.</param>
    /// <param name="device">What the client calls itself.</param>
    /// <param name="at">Now.</param>
    public Result Rotate(string presentedHash, string successorHash, string? device, Timestamp at)
    {
        if (!IsActive(at)) return new InvalidToken();
        if (presentedHash == State.RefreshHash)
        {
            Change(State with { RefreshHash = successorHash, PreviousRefreshHash = presentedHash, Device = device, RotatedTs = at, ExpiresTs = at + Lifetime }, at);
            return Result.Success;
        }

        var isReplay = presentedHash == State.PreviousRefreshHash && successorHash == State.RefreshHash && at - State.RotatedTs!.Value <= ReplayWindow;
        if (isReplay) return Result.Success;
        Revoke(at);
        return new InvalidToken();
    }

    /// <summary>Whether the secret is one that this session gave out: the last, or the one before.</summary>
    public bool Gave(string presentedHash) => presentedHash == State.RefreshHash || presentedHash == State.PreviousRefreshHash;

    /// <summary>The device is gone, says the messaging service: nothing is sent to it any more. Changes nothing when the session has another one by now, or none.</summary>
    /// <param name="device">The push-messaging token that is good no longer.</param>
    /// <param name="at">Now.</param>
    public void ForgetDevice(string device, Timestamp at)
    {
        if (State.ClientId != device) return;
        Change(State with { ClientId = null, ModifiedTs = Modified(at, "client_id") }, at);
    }

    /// <summary>Ends the session; ending an ended one changes nothing.</summary>
    public void Revoke(Timestamp at)
    {
        if (State.IsFinal) return;
        Change(State with { Lifecycle = Lifecycle.Removed, ClientId = null, ModifiedTs = Modified(at, "state") }, at);
    }
}

/// <summary>The facts of a log-in.</summary>
/// <param name="User">Whose session.</param>
/// <param name="Epoch">The epoch of the account as it was when its password or passkey was checked.</param>
/// <param name="ClientId">The device's push-messaging token, if it gave one.</param>
/// <param name="Device">What the client calls itself.</param>
/// <param name="Scopes">The roles asked for.</param>
/// <param name="RefreshHash">Hash of the first refresh secret.</param>
public sealed record NewSession(UserId User, int Epoch, string? ClientId, string? Device, ImmutableArray<string> Scopes, string RefreshHash)
{
    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"NewSession {{ User = {User} }}";
}

/// <summary>Stores sessions, each beside its user.</summary>
public interface ISessions
{
    Task<LoginSession?> FindAsync(UserId user, SessionId session, CancellationToken cancellationToken);

    /// <summary>The sessions of a user that did not end by themselves, at most 1,000; whether the account still admits them is for the account to say.</summary>
    Task<IReadOnlyList<LoginSession>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>The sessions of a user that are still stored, ended or not, at most 1,000.</summary>
    Task<IReadOnlyList<LoginSession>> ListStoredAsync(UserId user, CancellationToken cancellationToken);

    Task<bool> AddAsync(LoginSession session, CancellationToken cancellationToken);

    /// <exception cref="ConcurrencyConflictException">It was changed since it was loaded.</exception>
    Task SaveAsync(LoginSession session, CancellationToken cancellationToken);
}
