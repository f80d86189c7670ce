using Kpm.Core.Shared;
using Kpm.Core.Users.Removal;

namespace Kpm.Core.Users.Reactions;

/// <summary>Work: go on with the removal of an account.</summary>
public sealed record AdvanceRemoval(RemovalId Removal);

/// <summary>Carries out the steps that are not done yet, each recorded before the next begins.</summary>
public sealed class AdvanceRemovalHandler(IRemovals removals, IEnumerable<IRemovalStep> steps, IClock clock)
{
    public async Task HandleAsync(AdvanceRemoval work, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (await removals.FindAsync(work.Removal, cancellationToken) is not { } removal) throw new PermanentFailureException("removal_unknown");
            if (removal.IsComplete) return;
            if (removal.Has(step.Name)) continue;
            var isDone = await step.RunAsync(removal.Account, cancellationToken);
            if (isDone) removal.Record(step.Name, clock.Now);
            else removal.Wait(clock.Now);
            await removals.SaveAsync(removal, cancellationToken);
            if (!isDone) return;
        }

        if (await removals.FindAsync(work.Removal, cancellationToken) is not { } done) return;
        done.Complete(clock.Now);
        await removals.SaveAsync(done, cancellationToken);
    }
}
