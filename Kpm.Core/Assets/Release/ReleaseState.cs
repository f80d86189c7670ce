using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets;

/// <summary>What people call the kinds of release.</summary>
public enum ReleaseType
{
    AssetFutureSelf,
    AssetInABottle,
    HideAndSeek,
    TimeCapsule,
    Transfer,

    /// <summary>With conditions of its owner's own.</summary>
    Custom,
}

/// <summary>Who executes a release.</summary>
public enum DeliveryMode
{
    /// <summary>A receiver, by triggering it.</summary>
    Claim,

    /// <summary>The system, when the conditions are met.</summary>
    Automatic,
}

/// <summary>Why a release ended without delivery.</summary>
public enum CancelReason
{
    /// <summary>Its owner took it back.</summary>
    Withdrawn,

    /// <summary>A receiver did not want it.</summary>
    Declined,

    /// <summary>A receiver was no keep of the owner when it was claimed.</summary>
    KeepMissing,

    /// <summary>An asset was held by another release, gone, or not the owner's any more.</summary>
    AssetUnavailable,

    /// <summary>Every receiver is gone: their accounts were removed, or they did not want it.</summary>
    NoReceiver,
}

/// <summary>How a release came to be executed.</summary>
/// <param name="By">A user id, or <see cref="AssetRelease.Keepem"/>.</param>
/// <param name="At">When.</param>
/// <param name="Met">The conditions that were met, with what showed it.</param>
public sealed record ReleaseExecution(string By, Timestamp At, ImmutableArray<MetCondition> Met);

/// <summary>The stored part of an <see cref="AssetRelease"/>. Active: scheduled. Inactive: executed. Removed: cancelled.</summary>
public sealed record ReleaseState : AggregateState
{
    public required UserId Owner { get; init; }

    /// <summary>An ordered set; empty only while somebody is invited.</summary>
    public required ImmutableArray<UserId> Receivers { get; init; }

    /// <summary>The invitations that are not taken up yet: until they are, nobody receives anything.</summary>
    public ImmutableArray<InvitationId> Invited { get; init; } = [];

    /// <summary>For how many days it waits for them, once they know that nothing else is missing; null for ever, or when it is older than this field.</summary>
    public int? InvitedWaitDays { get; init; }

    /// <summary>Whether it was said that nothing but the invited is missing.</summary>
    public bool InvitedDue { get; init; }

    /// <summary>When that was said; null while it was not, or when it is older than this field.</summary>
    public Timestamp? InvitedSince { get; init; }

    /// <summary>When those who are invited are reminded of it.</summary>
    public Timestamp? InvitedRemindAt { get; init; }

    /// <summary>How often it was said again: as a reminder, or because an attempt had ended meanwhile.</summary>
    public int InvitedAgain { get; init; }

    /// <summary>An ordered set, never empty.</summary>
    public required ImmutableArray<AssetId> Assets { get; init; }

    /// <summary>
    /// The assets that it named before and does not name now. A reaction that began before a change may take hold of one after it, and may die before it knows
    /// that: whatever happens to the release next lets go of them.
    /// </summary>
    public ImmutableArray<AssetId> FormerAssets { get; init; } = [];

    public required ReleaseType ReleaseType { get; init; }

    public required BequestType Bequest { get; init; }

    public DeliveryMode Delivery { get; init; } = DeliveryMode.Claim;

    public required ReleaseCondition Conditions { get; init; }

    /// <summary>Who was at which place.</summary>
    public ImmutableArray<PlaceEvidence> Evidence { get; init; } = [];

    /// <summary>The keeps whom the owner chose to watch over it; an ordered set.</summary>
    public ImmutableArray<UserId> Keepers { get; init; } = [];

    /// <summary>The attempt to reach the owner that is under way; null when there is none.</summary>
    public AttemptId? Attempt { get; init; }

    /// <summary>All that the attempt that is under way is for; null when there is none, or when it is older than this field.</summary>
    public AttemptCause? AttemptCause { get; init; }

    /// <summary>The keepers who say that the owner is no more, in the order of their words; a later sign of life refutes them all.</summary>
    public ImmutableArray<Attestation> Attestations { get; init; } = [];

    /// <summary>That the owner counts as silent for good; null while they do not.</summary>
    public SilenceEvidence? Silence { get; init; }

    /// <summary>Which of the releases that it follows were executed, and when.</summary>
    public ImmutableArray<PrecedingEvidence> Preceding { get; init; } = [];

    /// <summary>Those of the releases that it follows that were cancelled.</summary>
    public ImmutableArray<ReleaseId> PrecedingCanceled { get; init; } = [];

    /// <summary>The releases that are to be told when this one ends: they followed it when they were planned.</summary>
    public ImmutableArray<ReleaseId> Followers { get; init; } = [];

    /// <summary>How receivers take turns; null when all can claim.</summary>
    public TurnTerms? InTurn { get; init; }

    /// <summary>Whose turn it is; null when it is nobody's.</summary>
    public ReceiverTurn? Turn { get; init; }

    /// <summary>Who was passed over, in turn.</summary>
    public ImmutableArray<PassedReceiver> Passed { get; init; } = [];

    /// <summary>The wrong guesses of the last hour.</summary>
    public ImmutableArray<WrongGuess> WrongGuesses { get; init; } = [];

    /// <summary>Whether its assets are hidden while it waits. Else they stay in use, and the first release to be executed takes them.</summary>
    public bool Hides { get; init; } = true;

    /// <summary>Whether its owner wishes that receivers know of it while it waits: that there is something, never what, when or where.</summary>
    public bool TellsReceivers { get; init; }

    /// <summary>A <see cref="ReleaseContent"/>, sealed for the owner alone: receivers may not exist yet.</summary>
    public required SealedRecord Sealed { get; init; }

    /// <summary>Whether every asset is held, as far as it must be.</summary>
    public bool HoldsConfirmed { get; init; }

    /// <summary>When a timer must look again; null when there is nothing to announce.</summary>
    public Timestamp? NextCheckAt { get; init; }

    /// <summary>Whether it was said that the release can be claimed.</summary>
    public bool Announced { get; init; }

    /// <summary>A user id, or <see cref="AssetRelease.Keepem"/>.</summary>
    public string? CanceledBy { get; init; }

    public CancelReason? CancelReason { get; init; }

    /// <summary>Who executed it, when, and what was met then; null when it was not, or before that was kept.</summary>
    public ReleaseExecution? Execution { get; init; }

    /// <summary>Receivers to whom nothing was delivered, because they were no keeps of the owner, or because another one claimed it in turn.</summary>
    public ImmutableArray<UserId> PassedOver { get; init; } = [];

    /// <summary>The assets that were delivered.</summary>
    public ImmutableArray<AssetId> Delivered { get; init; } = [];

    /// <summary>The assets that could not be delivered.</summary>
    public ImmutableArray<AssetId> Failed { get; init; } = [];

    /// <summary>Null unless its owner revoked it after it was executed.</summary>
    public Revocation? Revocation { get; init; }
}
