namespace Kpm.Core.Shared;

/// <summary>A person's key that is being replaced by a newer version of itself.</summary>
/// <param name="User">Whose key.</param>
/// <param name="Version">The version that takes the place of all older ones.</param>
/// <param name="Since">When the step before was done.</param>
public sealed record RotatedKey(UserId User, int Version, Timestamp Since);

/// <summary>
/// One step of the rotation of a user key. Every context brings those for what it seals; they run in the order in which they are registered.
/// What is sealed and belongs to no step is lost when the older versions go.
/// </summary>
public interface IKeyRotationStep
{
    /// <summary>Names the step in the stored rotation, for ever.</summary>
    string Name { get; }

    /// <summary>Does the step. Safe to repeat, after a crash in its middle too.</summary>
    /// <returns>Whether it is done; if not, it is asked again after a pause.</returns>
    Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken);
}
