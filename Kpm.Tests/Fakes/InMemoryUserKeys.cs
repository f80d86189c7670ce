using System.Security.Cryptography;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>User keys in memory, in versions.</summary>
public sealed class InMemoryUserKeys : IUserKeys, IUserKeyVersions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, SortedDictionary<int, byte[]>> _versions = [];
    private readonly Dictionary<UserId, Timestamp> _erased = [];

    /// <summary>When keys are erased.</summary>
    public Timestamp Now { get; set; } = new(1_800_000_000_000);

    public Task<UserKey> GetAsync(UserId owner, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(Key(owner, _versions.GetValueOrDefault(owner)?.Keys.LastOrDefault() ?? 0));
    }

    public Task<UserKey> GetAsync(UserId owner, int version, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(Key(owner, version));
    }

    public Task<UserKey> GetOrCreateAsync(UserId owner, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_versions.ContainsKey(owner) && !_erased.ContainsKey(owner)) _versions[owner] = New(1);
        }

        return GetAsync(owner, cancellationToken);
    }

    public Task EraseAsync(UserId owner, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _versions.Remove(owner);
            _erased[owner] = Now;
        }

        return Task.CompletedTask;
    }

    public Task<UserKeyStanding?> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_erased.TryGetValue(owner, out var erased)) return Task.FromResult<UserKeyStanding?>(new UserKeyStanding(0, erased));
            return Task.FromResult(_versions.TryGetValue(owner, out var versions) ? new UserKeyStanding(versions.Keys.Last(), null) : null);
        }
    }

    public Task AddAsync(UserId owner, int version, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_erased.ContainsKey(owner)) throw new UserKeyMissingException();
            if (!_versions.TryGetValue(owner, out var versions)) _versions[owner] = New(version);
            else if (versions.Keys.Last() < version) versions[version] = RandomNumberGenerator.GetBytes(32);
        }

        return Task.CompletedTask;
    }

    public Task DropOlderAsync(UserId owner, int version, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var older in _versions[owner].Keys.Where(known => known < version).ToList()) _versions[owner].Remove(older);
        }

        return Task.CompletedTask;
    }

    private static SortedDictionary<int, byte[]> New(int version) => new() { [version] = RandomNumberGenerator.GetBytes(32) };

    private UserKey Key(UserId owner, int version) =>
        _versions.GetValueOrDefault(owner)?.GetValueOrDefault(version) is { } bytes ? UserKey.From(owner, version, bytes) : throw new UserKeyMissingException();
}
