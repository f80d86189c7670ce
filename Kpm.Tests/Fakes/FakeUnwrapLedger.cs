using System.Collections.Concurrent;
using Kpm.Core.Shared;
using Kpm.Functions.Adapters.UserKeys;

namespace Kpm.Tests.Fakes;

/// <summary>Counts in memory.</summary>
internal sealed class FakeUnwrapLedger : IUnwrapLedger
{
    private readonly ConcurrentDictionary<UserId, int> _counts = [];

    /// <summary>Refuses to write.</summary>
    public bool IsAway { get; set; }

    public int this[UserId owner] => _counts.GetValueOrDefault(owner);

    public Task CountAsync(UserId owner, CancellationToken cancellationToken)
    {
        if (IsAway) throw new TimeoutException();
        _counts.AddOrUpdate(owner, 1, (_, count) => count + 1);
        return Task.CompletedTask;
    }
}
