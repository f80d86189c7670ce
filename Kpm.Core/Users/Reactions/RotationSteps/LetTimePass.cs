using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Users.Reactions.RotationSteps;

/// <summary>Waits since the step before, for what was read until then to be out of use.</summary>
/// <param name="clock">The clock.</param>
/// <param name="name">Tells the waits apart.</param>
/// <param name="span">How long.</param>
public sealed class LetTimePass(IClock clock, string name, TimeSpan span) : IKeyRotationStep
{
    public string Name => name;

    /// <summary>Until no instance seals with an older version any more, and what was sealed with one is written.</summary>
    public static LetTimePass ForWriters(IClock clock, UserKeyTimes times) => new(clock, "writers", times.InMemory + times.LongestWork);

    /// <summary>Until whoever read a record before it was wrapped anew has opened it.</summary>
    public static LetTimePass ForReaders(IClock clock, UserKeyTimes times) => new(clock, "readers", times.LongestWork);

    public Task<bool> RunAsync(RotatedKey key, CancellationToken cancellationToken) => Task.FromResult(clock.Now - key.Since >= span);
}
