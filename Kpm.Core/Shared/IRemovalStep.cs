namespace Kpm.Core.Shared;

/// <summary>An account that is being removed.</summary>
/// <param name="Removal">The removal.</param>
/// <param name="User">Whose account.</param>
/// <param name="By">Who removed it: an admin, or the user.</param>
/// <param name="StartedAt">When.</param>
public sealed record RemovedAccount(RemovalId Removal, UserId User, UserId By, Timestamp StartedAt);

/// <summary>One step of the removal of an account. Every context brings its own; they run in the order in which they are registered.</summary>
public interface IRemovalStep
{
    /// <summary>Names the step in the stored removal, for ever.</summary>
    string Name { get; }

    /// <summary>Does the step. Safe to repeat, after a crash in its middle too.</summary>
    /// <returns>Whether it is done; if not, it is asked again after a pause.</returns>
    Task<bool> RunAsync(RemovedAccount account, CancellationToken cancellationToken);
}
