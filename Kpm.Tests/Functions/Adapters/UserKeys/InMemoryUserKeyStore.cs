using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

/// <summary>Wrapped user keys in memory; counts the calls.</summary>
internal sealed class InMemoryUserKeyStore : IUserKeyStore
{
    private const int PageSize = 2;
    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, StoredUserKeys> _documents = [];
    private int _writes;

    /// <summary>How often anything was asked of the store.</summary>
    public int Calls { get; private set; }

    /// <summary>Awaited before a read answers; what was read is decided before.</summary>
    public Func<Task> AfterRead { get; set; } = () => Task.CompletedTask;

    /// <summary>Awaited before a first version is stored.</summary>
    public Func<Task> BeforeCreate { get; set; } = () => Task.CompletedTask;

    public async Task<StoredUserKeys?> FindAsync(UserId owner, CancellationToken cancellationToken)
    {
        StoredUserKeys? found;
        lock (_gate)
        {
            Calls++;
            found = _documents.GetValueOrDefault(owner);
        }

        await AfterRead();
        return found;
    }

    public async Task<bool> TryCreateAsync(UserId owner, WrappedUserKey first, CancellationToken cancellationToken)
    {
        await BeforeCreate();
        lock (_gate)
        {
            Calls++;
            return _documents.TryAdd(owner, Tagged(new StoredUserKeys([first], null)));
        }
    }

    public Task<bool> TryReplaceAsync(UserId owner, StoredUserKeys current, ImmutableArray<WrappedUserKey> versions, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Calls++;
            if (_documents.GetValueOrDefault(owner)?.ETag != current.ETag) return Task.FromResult(false);
            _documents[owner] = Tagged(new StoredUserKeys(versions, null));
            return Task.FromResult(true);
        }
    }

    public Task EraseAsync(UserId owner, Timestamp at, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_documents.GetValueOrDefault(owner) is not { ErasedTs: not null }) Put(owner, new StoredUserKeys([], at));
        }

        return Task.CompletedTask;
    }

    /// <summary>Stores what another program, such as a rotation, would.</summary>
    public void Put(UserId owner, StoredUserKeys keys)
    {
        lock (_gate)
        {
            Calls++;
            _documents[owner] = Tagged(keys);
        }
    }

    public Task<IdPage<UserId>> PageAsync(string? continuation, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var from = continuation is null ? 0 : int.Parse(continuation, CultureInfo.InvariantCulture);
            var next = from + PageSize;
            return Task.FromResult(new IdPage<UserId>([.. _documents.Keys.Skip(from).Take(PageSize)], next < _documents.Count ? next.ToString(CultureInfo.InvariantCulture) : null));
        }
    }

    public async IAsyncEnumerable<string> KeyEncryptionKeyIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<StoredUserKeys> all;
        lock (_gate) all = [.. _documents.Values];
        await Task.Yield();
        foreach (var key in all.SelectMany(stored => stored.Versions)) yield return key.KeyEncryptionKeyId;
    }

    private StoredUserKeys Tagged(StoredUserKeys keys) => keys with { ETag = (++_writes).ToString(CultureInfo.InvariantCulture) };
}
