using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>Keeps unwrapped user keys for a while: bounded, each person's keys loaded once for all who wait, zeroed when they leave.</summary>
/// <remarks>
/// Callers get copies. An entry counts who is using it and is zeroed only when it has left the cache and nobody does,
/// so a key is never zeroed under a reader.
/// </remarks>
/// <param name="options">Bounds.</param>
/// <param name="time">Measures the lifetime.</param>
/// <param name="load">Loads a person's keys, or null when there are none. Not cancelled with a caller: others may wait for it too.</param>
public sealed class UserKeyCache(UserKeyCacheOptions options, TimeProvider time, Func<UserId, Task<UserKeyRing?>> load) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];

    /// <summary>A copy of the version of the person's key, or of the newest; null when there is none. Failures are not kept.</summary>
    public async Task<UserKey?> FindAsync(UserId owner, int? version, CancellationToken cancellationToken)
    {
        var entry = Enter(owner);
        try
        {
            await entry.Loading.WaitAsync(cancellationToken);
            return entry.Ring?.Copy(version);
        }
        finally
        {
            Leave(entry);
        }
    }

    /// <summary>Forgets the person's keys. Whoever is loading or using them finishes; nobody finds them again.</summary>
    public void Evict(UserId owner)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(owner, out var node)) Evict(node.Value);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            while (_byUse.First is { } node) Evict(node.Value);
        }
    }

    private Entry Enter(UserId owner)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(owner, out var node) && time.GetElapsedTime(node.Value.Since) < options.Lifetime)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                node.Value.Users++;
                return node.Value;
            }

            if (node is not null) Evict(node.Value);
            while (_entries.Count >= options.Capacity) Evict(_byUse.Last!.Value);
            return Add(owner);
        }
    }

    private Entry Add(UserId owner)
    {
        // Used by the caller and by the load itself.
        var entry = new Entry(owner, time.GetTimestamp()) { Users = 2 };
        _entries[owner] = _byUse.AddFirst(entry);
        entry.Expiry = time.CreateTimer(_ => Expire(entry), null, options.Lifetime, Timeout.InfiniteTimeSpan);
        entry.Loading = Task.Run(() => LoadAsync(entry));
        return entry;
    }

    private async Task LoadAsync(Entry entry)
    {
        try
        {
            entry.Ring = await load(entry.Owner);
        }
        finally
        {
            if (entry.Ring is null) Expire(entry);
            Leave(entry);
        }
    }

    private void Leave(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;
            ZeroWhenUnused(entry);
        }
    }

    private void Expire(Entry entry)
    {
        lock (_gate) Evict(entry);
    }

    private void Evict(Entry entry)
    {
        if (entry.IsEvicted) return;
        entry.IsEvicted = true;
        entry.Expiry?.Dispose();
        _entries.Remove(entry.Owner, out var node);
        _byUse.Remove(node!);
        ZeroWhenUnused(entry);
    }

    private static void ZeroWhenUnused(Entry entry)
    {
        if (entry is { IsEvicted: true, Users: 0 }) entry.Ring?.Dispose();
    }

    private sealed class Entry(UserId owner, long since)
    {
        public UserId Owner { get; } = owner;

        public long Since { get; } = since;

        public Task Loading { get; set; } = Task.CompletedTask;

        public UserKeyRing? Ring { get; set; }

        public ITimer? Expiry { get; set; }

        public int Users { get; set; }

        public bool IsEvicted { get; set; }
    }
}
