using System.Collections.Immutable;

namespace Kpm.Core.Shared.History;

/// <summary>How often the vault opened the key of a person on one day, for one purpose.</summary>
/// <param name="Purpose">The operation that asked, in snake_case.</param>
/// <param name="Count">How often.</param>
public sealed record KeyUse(string Purpose, long Count);

/// <summary>How often the vault opened the key of a person on one day.</summary>
/// <param name="Day">In UTC, such as 2026-11-27.</param>
/// <param name="EndTs">When it ended.</param>
/// <param name="Uses">By purpose.</param>
/// <param name="IsDue">Whether a timer still looks at it.</param>
public sealed record KeyUseDay(string Day, Timestamp EndTs, ImmutableArray<KeyUse> Uses, bool IsDue);

/// <summary>Keeps how often the vault opened the keys of people, until their histories tell it.</summary>
public interface IKeyUses
{
    /// <summary>The days of a person that ended by then, in their order.</summary>
    Task<IReadOnlyList<KeyUseDay>> ReadAsync(UserId person, Timestamp endedBy, CancellationToken cancellationToken);

    /// <summary>A day waits for another one: no timer looks at it.</summary>
    Task LetWaitAsync(UserId person, string day, CancellationToken cancellationToken);

    /// <summary>A day is told. Nothing changes when it is not kept.</summary>
    Task ForgetAsync(UserId person, string day, CancellationToken cancellationToken);
}
