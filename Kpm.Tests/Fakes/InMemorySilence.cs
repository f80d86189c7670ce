using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Users.Life;

namespace Kpm.Tests.Fakes;

/// <summary>Stores signs of life in memory.</summary>
public sealed class InMemorySignsOfLife() : InMemoryRepository<SignsOfLife, UserId, SignsOfLifeState>(SignsOfLife.Load), ISignsOfLife;

/// <summary>Stores attempts in memory.</summary>
public sealed class InMemoryAttempts() : InMemoryRepository<ReleaseAttempt, AttemptId, AttemptState>(ReleaseAttempt.Load), IAttempts
{
    public async Task<ReleaseAttempt?> FindAsync(ReleaseId release, AttemptId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } found && found.State.Release == release ? found : null;

    public async Task<IReadOnlyList<ReleaseAttempt>> ListAsync(ReleaseId release, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        return [.. All.Where(attempt => attempt.State.Release == release).OrderByDescending(attempt => attempt.State.CreatedTs)];
    }
}
