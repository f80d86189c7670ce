using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Functions.Adapters.Cosmos.Assets;

/// <summary>Attempts, in container <c>attempts</c>; each in the partition of its release.</summary>
internal sealed class AttemptStore(AggregateStore<ReleaseAttempt, AttemptId, AttemptState> store) : IAttempts
{
    private const int MaximumListed = 1000;

    public static AggregateMapping<ReleaseAttempt, AttemptId, AttemptState> Mapping { get; } = new("attempts", "attempt", ReleaseAttempt.Load)
    {
        PartitionKey = (_, state) => state.Release.ToString(),
        NextCheckAt = state => state.NextCheckAt,
    };

    public Task<ReleaseAttempt?> FindAsync(ReleaseId release, AttemptId id, CancellationToken cancellationToken) => store.FindAsync(id, release.ToString(), cancellationToken);

    public async Task<IReadOnlyList<ReleaseAttempt>> ListAsync(ReleaseId release, CancellationToken cancellationToken)
    {
        var found = await store.ListAsync(release.ToString(), "true", MaximumListed, AttemptId.Of, cancellationToken);
        return [.. found.OrderByDescending(attempt => attempt.State.CreatedTs).ThenBy(attempt => attempt.Id.ToString(), StringComparer.Ordinal)];
    }

    public Task<bool> AddAsync(ReleaseAttempt attempt, CancellationToken cancellationToken) => store.AddAsync(attempt, cancellationToken);

    public Task SaveAsync(ReleaseAttempt attempt, CancellationToken cancellationToken) => store.SaveAsync(attempt, cancellationToken);
}
