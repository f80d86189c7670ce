using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Rotation;

namespace Kpm.Core.Users.Reactions;

/// <summary>Work: go on with the rotation of a user key.</summary>
public sealed record AdvanceKeyRotation(KeyRotationId Rotation);

/// <summary>Carries out the steps that are not done yet, each recorded before the next begins. A key that is erased meanwhile ends the rotation.</summary>
public sealed class AdvanceKeyRotationHandler(IKeyRotations rotations, IUserKeyVersions keys, IEnumerable<IKeyRotationStep> steps, IClock clock)
{
    public async Task HandleAsync(AdvanceKeyRotation work, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (await rotations.FindAsync(work.Rotation, cancellationToken) is not { } rotation) throw new PermanentFailureException("rotation_unknown");
            if (rotation.IsComplete) return;
            if (rotation.Has(step.Name)) continue;
            if ((await keys.FindAsync(rotation.State.User, cancellationToken))?.ErasedTs is not null) break;
            var isDone = await step.RunAsync(rotation.Key, cancellationToken);
            if (isDone) rotation.Record(step.Name, clock.Now);
            else rotation.Wait(clock.Now);
            await rotations.SaveAsync(rotation, cancellationToken);
            if (!isDone) return;
        }

        if (await rotations.FindAsync(work.Rotation, cancellationToken) is not { } done) return;
        done.Complete(clock.Now);
        await rotations.SaveAsync(done, cancellationToken);
    }
}
