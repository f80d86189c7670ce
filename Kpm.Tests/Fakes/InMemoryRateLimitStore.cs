using System.Collections.Concurrent;
using Kpm.Functions.Http.RateLimits;

namespace Kpm.Tests.Fakes;

/// <summary>Counters in memory, kept for ever.</summary>
internal sealed class InMemoryRateLimitStore : IRateLimitStore
{
    private readonly ConcurrentDictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>What was counted.</summary>
    public IReadOnlyCollection<string> Counters => [.. _taken.Keys];

    public Task<bool> TryTakeAsync(string counter, int limit, TimeSpan keptFor, CancellationToken cancellationToken) =>
        Task.FromResult(_taken.AddOrUpdate(counter, 1, (_, taken) => taken + 1) <= limit);
}
