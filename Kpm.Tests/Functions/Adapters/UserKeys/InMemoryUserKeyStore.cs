using Kpm.Core.Shared;
using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Functions.Adapters.UserKeys;

/// <summary>Wrapped user keys in memory; counts the calls.</summary>
internal sealed class InMemoryUserKeyStore : IUserKeyStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<UserId, StoredUserKeys> _documents = [];

    /// <summary>How often anything was asked of the store.</summary>
    public int Calls { get; private set; }

    /// <summary>Awaited before a read answers; what was read is decided before.</summary>
    public Func<Task> AfterRead { get; set; } = () => Task.CompletedTask;

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

    public Task<bool> TryCreateAsync(UserId owner, WrappedUserKey first, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Calls++;
            return Task.FromResult(_documents.TryAdd(owner, new StoredUserKeys([first], null)));
        }
    }

    public Task EraseAsync(UserId owner, Timestamp at, CancellationToken cancellationToken)
    {
        Put(owner, new StoredUserKeys([], at));
        return Task.CompletedTask;
    }

    /// <summary>Stores what another program, such as a rotation, would.</summary>
    public void Put(UserId owner, StoredUserKeys keys)
    {
        lock (_gate)
        {
            Calls++;
            _documents[owner] = keys;
        }
    }
}
