using Kpm.Core.Shared;
using Kpm.Core.Users.Rotation;

namespace Kpm.Core.Users.UseCases;

/// <summary>Asks how far the replacement of a person's key is. The person and admins may ask.</summary>
public sealed record GetKeyRotation(UserId User, UserId By, bool ByAdmin);

/// <summary>The last replacement of a person's key.</summary>
/// <param name="Rotation">Where it stands.</param>
/// <param name="Steps">The names of its steps in their order; of one that ended those that were done.</param>
public sealed record KeyRotationView(KeyRotation Rotation, IReadOnlyList<string> Steps);

/// <summary>This person's key was never replaced.</summary>
public sealed record KeyNotRotated() : Error(ErrorKind.NotFound, "not_found", "This person's key was never replaced.");

public sealed class GetKeyRotationHandler(IKeyRotations rotations, IEnumerable<IKeyRotationStep> steps)
{
    /// <remarks>Errors: <see cref="Forbidden"/>, <see cref="KeyNotRotated"/>.</remarks>
    public async Task<Result<KeyRotationView>> HandleAsync(GetKeyRotation query, CancellationToken cancellationToken)
    {
        if (!query.ByAdmin && query.By != query.User) return new Forbidden();
        if (await rotations.FindAsync(KeyRotation.IdFor(query.User), cancellationToken) is not { } rotation) return new KeyNotRotated();
        return new KeyRotationView(rotation, rotation.IsComplete ? rotation.State.Done : [.. steps.Select(step => step.Name)]);
    }
}
