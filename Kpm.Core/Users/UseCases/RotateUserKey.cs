using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Users.Rotation;
using Kpm.Core.Users.User;

namespace Kpm.Core.Users.UseCases;

/// <summary>Has a person's key replaced by a new version. Only an admin may call it, with a fresh token. While one replacement is under way there is no second.</summary>
/// <param name="User">Whose key.</param>
/// <param name="By">The admin.</param>
/// <param name="At">Now.</param>
public sealed record RotateUserKey(UserId User, UserId By, Timestamp At);

public sealed class RotateUserKeyHandler(IUsers users, IUserKeyVersions keys, IKeyRotations rotations)
{
    /// <remarks>Error: <see cref="UserNotFound"/>, also for a removed account: its key goes, or is gone.</remarks>
    public async Task<Result> HandleAsync(RotateUserKey command, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(command.User, cancellationToken) is not { State.Lifecycle: not Lifecycle.Removed }) return new UserNotFound();
        var rotation = await rotations.FindAsync(KeyRotation.IdFor(command.User), cancellationToken);
        if (rotation is { IsComplete: false }) return Result.Success;

        var next = ((await keys.FindAsync(command.User, cancellationToken))?.Newest ?? 0) + 1;
        if (rotation is null)
        {
            // Should another have begun it meanwhile, it is under way.
            await rotations.AddAsync(KeyRotation.Start(command.User, command.By, next, command.At), cancellationToken);
            return Result.Success;
        }

        rotation.Begin(command.By, next, command.At);
        await rotations.SaveAsync(rotation, cancellationToken);
        return Result.Success;
    }
}
