namespace Kpm.Core.Shared;

/// <summary>A step of a rotation that looks over all that a person has of one kind and wraps what it finds under the new version of the person's key.</summary>
/// <param name="name">Names the step in the stored rotation, for ever.</param>
public abstract class RewrapStep(string name) : IKeyRotationStep
{
    public string Name => name;

    /// <summary>Done when a whole look finds nothing that is wrapped under an older version.</summary>
    public async Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken) =>
        await RenewAsync(key, cancellationToken) == 0 || await RenewAsync(key, cancellationToken) == 0;

    /// <summary>One look. What another writer changes meanwhile may be left: the next look finds it.</summary>
    /// <returns>How many were wrapped under an older version.</returns>
    protected abstract Task<int> RenewAsync(RotatedKey key, CancellationToken cancellationToken);
}
