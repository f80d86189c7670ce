using System.Collections.Concurrent;
using Kpm.Core.Shared;

namespace Kpm.Core.Users.Life;

/// <summary>
/// Whose signs this process has recorded a moment ago: they need not be looked up again for every request. It never covers longer than a person counts as present,
/// for another process may have begun to wait for a sign. Bounded.
/// </summary>
public sealed class RecentSigns
{
    private const int Capacity = 100_000;
    private readonly ConcurrentDictionary<UserId, Timestamp> _recorded = new();

    /// <summary>Whether a sign of this kind need not be recorded beside the last one.</summary>
    public bool Cover(UserId person, SignKind kind, Timestamp at) =>
        _recorded.TryGetValue(person, out var last) && at >= last && at - last < SignsOfLife.CountsFor(kind) && at - last < Silence.Presence;

    public void Remember(UserId person, Timestamp at)
    {
        if (_recorded.Count >= Capacity) _recorded.Clear();
        _recorded[person] = at;
    }

    /// <summary>From now on every sign of the person is recorded.</summary>
    public void Forget(UserId person) => _recorded.TryRemove(person, out _);
}
