namespace Kpm.Functions.Adapters.UserKeys;

/// <summary>How many unwrapped user keys stay in memory, and for how long.</summary>
/// <param name="Capacity">The most people whose keys are kept; the longest unused ones go first.</param>
/// <param name="Lifetime">
/// How long after it was read a key may be used. It is also how long an erased key may still open something on another instance,
/// so a certificate of erasure is issued after it.
/// </param>
public sealed record UserKeyCacheOptions(int Capacity, TimeSpan Lifetime)
{
    /// <summary>1,000 people, 5 minutes.</summary>
    public static UserKeyCacheOptions Default { get; } = new(1_000, TimeSpan.FromMinutes(5));
}
