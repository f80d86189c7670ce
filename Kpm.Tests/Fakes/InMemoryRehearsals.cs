using Kpm.Core.Assets;
using Kpm.Core.Shared;

namespace Kpm.Tests.Fakes;

/// <summary>Stores rehearsals in memory.</summary>
public sealed class InMemoryRehearsals() : InMemoryRepository<Rehearsal, RehearsalId, RehearsalState>(Rehearsal.Load), IRehearsals
{
    public async Task<Rehearsal?> FindAsync(UserId owner, RehearsalId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } found && found.State.Owner == owner ? found : null;

    public async Task<Page<Rehearsal>> ListAsync(UserId owner, ReleaseId release, PageRequest page, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        var found = All.Where(one => one.State.Owner == owner && one.State.Release == release).OrderByDescending(one => one.State.CreatedTs).ToList();
        return new Page<Rehearsal>([.. found.Skip(page.Offset).Take(page.Size)], found.Count, page.Number, page.Size);
    }

    public async Task<IReadOnlyList<RehearsalId>> FindIdsAsync(UserId owner, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        return [.. All.Where(one => one.State.Owner == owner).Select(one => one.Id)];
    }

    public async Task<IReadOnlyDictionary<ReleaseId, LastRehearsal>> FindLastAsync(UserId owner, IReadOnlyCollection<ReleaseId> releases, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        return All.Where(one => one.State is { Status: RehearsalStatus.Done } && one.State.Owner == owner && releases.Contains(one.State.Release))
            .OrderBy(one => one.State.EndedTs)
            .GroupBy(one => one.State.Release)
            .ToDictionary(ofOne => ofOne.Key, ofOne => new LastRehearsal(ofOne.Last().Id, ofOne.Last().State.EndedTs!.Value, ofOne.Last().State.Passed!.Value, ofOne.Last().State.IsStale));
    }

    public async Task<IReadOnlyList<(UserId Owner, RehearsalId Id)>> FindDependingOnAsync(string thing, CancellationToken cancellationToken)
    {
        await BeforeAccess();
        return [.. All.Where(one => !one.State.IsStale && one.State.DependsOn.Contains(thing)).Select(one => (one.State.Owner, one.Id))];
    }
}
