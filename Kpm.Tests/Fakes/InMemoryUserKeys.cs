using System.Collections.Concurrent;
using System.Security.Cryptography;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Tests.Fakes;

/// <summary>User keys in memory: one version each.</summary>
public sealed class InMemoryUserKeys : IUserKeys
{
    // Empty bytes: erased.
    private readonly ConcurrentDictionary<UserId, byte[]> _keys = new();

    public Task<UserKey> GetAsync(UserId owner, CancellationToken cancellationToken) => Task.FromResult(Key(owner, _keys.GetValueOrDefault(owner)));

    public Task<UserKey> GetAsync(UserId owner, int version, CancellationToken cancellationToken) =>
        version == 1 ? GetAsync(owner, cancellationToken) : throw new UserKeyMissingException();

    public Task<UserKey> GetOrCreateAsync(UserId owner, CancellationToken cancellationToken) =>
        Task.FromResult(Key(owner, _keys.GetOrAdd(owner, _ => RandomNumberGenerator.GetBytes(32))));

    public Task EraseAsync(UserId owner, CancellationToken cancellationToken)
    {
        _keys[owner] = [];
        return Task.CompletedTask;
    }

    private static UserKey Key(UserId owner, byte[]? bytes) => bytes is { Length: > 0 } ? UserKey.From(owner, 1, bytes) : throw new UserKeyMissingException();
}
