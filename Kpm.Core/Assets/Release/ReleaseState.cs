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

    /// <summary>The accounts of all receivers were removed.</summary>
    NoReceiver,
}

/// <summary>The stored part of an <see cref="AssetRelease"/>. Active: scheduled. Inactive: executed. Removed: cancelled.</summary>
public sealed record ReleaseState : AggregateState
{
    public required UserId Owner { get; init; }

    /// <summary>An ordered set, never empty.</summary>
    public required ImmutableArray<UserId> Receivers { get; init; }

    /// <summary>An ordered set, never empty.</summary>
    public required ImmutableArray<AssetId> Assets { get; init; }

    public required ReleaseType ReleaseType { get; init; }

    public required BequestType Bequest { get; init; }

    public DeliveryMode Delivery { get; init; } = DeliveryMode.Claim;

    /// <summary>The instant of the time condition; null when there is none.</summary>
    public Timestamp? ReleaseTs { get; init; }

    /// <summary>Whether there is a geographical condition; its place is sealed.</summary>
    public bool HasPlace { get; init; }

    /// <summary>A <see cref="ReleaseContent"/>, sealed for the owner alone: receivers may not exist yet.</summary>
    public required SealedRecord Sealed { get; init; }

    /// <summary>Whether every asset is held.</summary>
    public bool HoldsConfirmed { get; init; }

    /// <summary>When a timer must look again; null when there is nothing to announce.</summary>
    public Timestamp? NextCheckAt { get; init; }

    /// <summary>Whether it was said that the release can be claimed.</summary>
    public bool Announced { get; init; }

    /// <summary>A user id, or <see cref="AssetRelease.Keepem"/>.</summary>
    public string? CanceledBy { get; init; }

    public CancelReason? CancelReason { get; init; }

    /// <summary>The assets that were delivered.</summary>
    public ImmutableArray<AssetId> Delivered { get; init; } = [];

    /// <summary>The assets that could not be delivered.</summary>
    public ImmutableArray<AssetId> Failed { get; init; } = [];
}
