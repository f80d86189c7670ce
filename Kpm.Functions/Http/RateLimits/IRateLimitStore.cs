namespace Kpm.Functions.Http.RateLimits;

/// <summary>Counts attempts, for all instances together.</summary>
internal interface IRateLimitStore
{
    /// <summary>Takes one attempt. Exact, however many try at once.</summary>
    /// <param name="counter">What is counted: a subject in a window of time.</param>
    /// <param name="limit">How many attempts there are in all.</param>
    /// <param name="keptFor">When the counter may be forgotten.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when all were taken before.</returns>
    Task<bool> TryTakeAsync(string counter, int limit, TimeSpan keptFor, CancellationToken cancellationToken);
}
