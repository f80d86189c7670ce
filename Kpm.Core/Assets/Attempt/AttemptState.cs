using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>Where an attempt stands. The stages follow each other in this order.</summary>
public enum AttemptStage
{
    /// <summary>Mails ask the owner for a sign of life.</summary>
    Reminding,

    /// <summary>The keepers are asked, too.</summary>
    Grace,

    /// <summary>The owner has had the last warning.</summary>
    Waiting,

    /// <summary>Nobody answered: the owner counts as silent for good, until they give a sign.</summary>
    Met,
}

/// <summary>What an attempt began for.</summary>
public enum AttemptCause
{
    /// <summary>The owner gave no sign of life for the period of the terms.</summary>
    Inactivity,

    /// <summary>As many keepers as the terms ask for attested that the owner is no more.</summary>
    Attestation,

    /// <summary>Both: the conditions need them together.</summary>
    Both,
}

/// <summary>How an attempt ended: in one of these ways, once.</summary>
public enum AttemptOutcome
{
    /// <summary>The owner gave a sign of life or took the plan back, or keepers took back the words that it began for.</summary>
    Vetoed,

    /// <summary>The owner is travelling.</summary>
    PausedOut,

    /// <summary>The release was executed.</summary>
    Released,
}

/// <summary>A keeper says that the owner is alive.</summary>
/// <param name="By">The keeper.</param>
/// <param name="At">When.</param>
/// <param name="DaysLeft">How many days are still not to count.</param>
public sealed record AttemptPause(UserId By, Timestamp At, int DaysLeft);

/// <summary>The stored part of a <see cref="ReleaseAttempt"/>. Active: under way. Inactive: released. Removed: vetoed or paused out.</summary>
public sealed record AttemptState : AggregateState
{
    public required ReleaseId Release { get; init; }

    public required UserId Owner { get; init; }

    /// <summary>As they were when it began.</summary>
    public required ImmutableArray<UserId> Keepers { get; init; }

    /// <summary>As they were when it began.</summary>
    public required InactivityTerms Terms { get; init; }

    /// <summary>What its stages are for.</summary>
    public AttemptCause Cause { get; init; }

    /// <summary>What earlier stages of it were for, that met no answer and were not enough; null when these are the first.</summary>
    public AttemptCause? MetBefore { get; init; }

    /// <summary>From when on the owner gave no sign of life.</summary>
    public required Timestamp SilentSince { get; init; }

    /// <summary>How many signs they had given before.</summary>
    public required int Signs { get; init; }

    /// <summary>How many days count.</summary>
    public int Day { get; init; }

    /// <summary>The day of the last mail to the owner.</summary>
    public int MailedOn { get; init; }

    /// <summary>How many days did not count because the last mail was not out.</summary>
    public int UnmailedDays { get; init; }

    /// <summary>The word of a keeper; null while none has spoken.</summary>
    public AttemptPause? Pause { get; init; }

    /// <summary>When the wait of its stages was over; null before.</summary>
    public Timestamp? MetTs { get; init; }

    /// <summary>How it ended; null while it is under way.</summary>
    public AttemptOutcome? Outcome { get; init; }

    /// <summary>True when it was vetoed without a sign of life: keepers took back the words that it began for, or the release ended in another way than by its owner. Else null.</summary>
    public bool? IsWithdrawn { get; init; }

    /// <summary>When a timer counts the next day; null when there is nothing to count.</summary>
    public Timestamp? NextCheckAt { get; init; }
}
