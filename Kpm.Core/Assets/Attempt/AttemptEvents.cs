using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>An attempt to reach the owner of a release has begun.</summary>
[EventName("release_attempt_begun.v1")]
public sealed record ReleaseAttemptBegun(AttemptId Attempt, ReleaseId Release, UserId Owner) : DomainEvent;

/// <summary>An attempt has come to a reminder or to a new stage: people are to be told.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Release">Its release.</param>
/// <param name="Owner">Who is sought.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Day">How many days count.</param>
/// <param name="Keepers">Who watches over it.</param>
[EventName("release_attempt_advanced.v1")]
public sealed record ReleaseAttemptAdvanced(AttemptId Attempt, ReleaseId Release, UserId Owner, AttemptStage Stage, int Day, ImmutableArray<UserId> Keepers) : DomainEvent;

/// <summary>A keeper says that the owner is alive.</summary>
[EventName("release_attempt_paused.v1")]
public sealed record ReleaseAttemptPaused(AttemptId Attempt, ReleaseId Release, UserId Owner, UserId By, ImmutableArray<UserId> Keepers) : DomainEvent;

/// <summary>An attempt has met no answer.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Release">Its release.</param>
/// <param name="SilentSince">From when on the owner gave no sign of life.</param>
/// <param name="Signs">How many they had given before.</param>
[EventName("release_attempt_met.v1")]
public sealed record ReleaseAttemptMet(AttemptId Attempt, ReleaseId Release, Timestamp SilentSince, int Signs) : DomainEvent
{
    /// <summary>What the stages were for that are over; null in older ones.</summary>
    public AttemptCause? Cause { get; init; }
}

/// <summary>An attempt has ended.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Release">Its release.</param>
/// <param name="Owner">Who was sought.</param>
/// <param name="Outcome">How.</param>
/// <param name="Stage">How far it came, also when it went on for something else.</param>
/// <param name="Keepers">Who watched over it.</param>
[EventName("release_attempt_ended.v1")]
public sealed record ReleaseAttemptEnded(AttemptId Attempt, ReleaseId Release, UserId Owner, AttemptOutcome Outcome, AttemptStage Stage, ImmutableArray<UserId> Keepers) : DomainEvent
{
    /// <summary>True when it ended without a release and without a sign of life: keepers took back the words that it began for, or the release ended in another way. Else null.</summary>
    public bool? IsWithdrawn { get; init; }

    /// <summary>Whether keepers hear of it: they were told that it began, and that the owner answered.</summary>
    public bool TellsKeepers() => Outcome != AttemptOutcome.Released && IsWithdrawn is not true && Stage != AttemptStage.Reminding;
}
