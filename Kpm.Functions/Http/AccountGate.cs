using System.Collections.Concurrent;
using Kpm.Core.Shared;
using Kpm.Core.Users.Session;
using Kpm.Core.Users.User;

namespace Kpm.Functions.Http;

/// <summary>Whether the account is active and the session was not ended. An answer is kept for <see cref="Freshness"/>.</summary>
internal sealed class AccountGate(IUsers users, ISessions sessions, IClock clock)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);
    private const int Capacity = 10_000;
    private readonly ConcurrentDictionary<SessionId, Answer> _answers = new();

    /// <summary>Why the caller must not pass, or null.</summary>
    public async Task<Error?> RefusalAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        if (_answers.TryGetValue(caller.Session, out var known) && known.User == caller.User && now - known.At < Freshness) return known.Refusal;
        var refusal = await LookAsync(caller, now, cancellationToken);
        if (_answers.Count >= Capacity) _answers.Clear();
        _answers[caller.Session] = new Answer(caller.User, refusal, now);
        return refusal;
    }

    /// <summary>Forgets what is known of a session that this process has just changed.</summary>
    public void Forget(SessionId session) => _answers.TryRemove(session, out _);

    /// <summary>Forgets what is known of all sessions of an account that this process has just changed.</summary>
    public void Forget(UserId user)
    {
        foreach (var (session, _) in _answers.Where(entry => entry.Value.User == user)) _answers.TryRemove(session, out _);
    }

    private async Task<Error?> LookAsync(Caller caller, Timestamp now, CancellationToken cancellationToken)
    {
        var session = sessions.FindAsync(caller.User, caller.Session, cancellationToken);
        var user = await users.FindAsync(caller.User, cancellationToken);
        if (await session is not { } found || user is null) return new InvalidToken();
        if (!user.IsActive) return new UserInactive();
        return user.Admits(found, now) ? null : new InvalidToken();
    }

    private sealed record Answer(UserId User, Error? Refusal, Timestamp At);
}
