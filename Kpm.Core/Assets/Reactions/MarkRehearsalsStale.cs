using Kpm.Core.Shared;

namespace Kpm.Core.Assets.Reactions;

/// <summary>Something changed on which plans depend: the rehearsals of those plans are stale.</summary>
public sealed class MarkRehearsalsStale(IRehearsals rehearsals, IClock clock)
{
    public async Task HandleAsync(PlanChange change, CancellationToken cancellationToken)
    {
        foreach (var (owner, id) in await rehearsals.FindDependingOnAsync(change.Things[0], cancellationToken))
        {
            if (await rehearsals.FindAsync(owner, id, cancellationToken) is not { } rehearsal) continue;
            rehearsal.Heed(change, clock.Now);
            await rehearsals.SaveAsync(rehearsal, cancellationToken);
        }
    }
}
