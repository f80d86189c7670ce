using System.Collections.Immutable;
using Kpm.Core.Shared;

namespace Kpm.Core.Assets;

/// <summary>What became of an asset of a delivered release.</summary>
public enum ReceiptOutcome
{
    Delivered,
    NotDelivered,
}

/// <summary>One asset on a receipt.</summary>
/// <param name="Asset">Which: of a release that leaves copies, the one that stays with the giver.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Commitment">To the plain file, see <see cref="Commitments"/>; null when it was not delivered, or was shredded before the receipt was made.</param>
public sealed record ReceiptAsset(AssetId Asset, ReceiptOutcome Outcome, string? Commitment);

/// <summary>What met one leaf of the conditions.</summary>
/// <param name="Leaf">Which leaf, counted from 0 in the order of the tree.</param>
/// <param name="SinceTs">Since when it was met.</param>
/// <param name="Grade">What its evidence is worth; null when the clock alone shows it.</param>
/// <param name="By">Whose evidence it is.</param>
public sealed record ReceiptEvidence(int Leaf, Timestamp SinceTs, EvidenceGrade? Grade, UserId? By);

/// <summary>States that a release was delivered: who gave what to whom, why then, and what became of it. Ids, hashes, codes and times only, so it may outlive everybody's keys.</summary>
public sealed record Receipt
{
    public required ReleaseId Legacy { get; init; }

    public required UserId Giver { get; init; }

    /// <summary>Those to whom it was delivered.</summary>
    public required ImmutableArray<UserId> Receivers { get; init; }

    /// <summary>Those who were receivers and no keeps of the giver then.</summary>
    public required ImmutableArray<UserId> PassedOver { get; init; }

    public required BequestType Bequest { get; init; }

    /// <summary>A user id, or <see cref="AssetRelease.Keepem"/>; null when that was not kept.</summary>
    public required string? ExecutedBy { get; init; }

    public required Timestamp? ExecutedTs { get; init; }

    /// <summary>Which leaves of the conditions were met then.</summary>
    public required ImmutableArray<ReceiptEvidence> Met { get; init; }

    public required ImmutableArray<ReceiptAsset> Assets { get; init; }

    /// <summary>When the last asset was settled.</summary>
    public required Timestamp DeliveredTs { get; init; }

    /// <summary>The hash of the giver's history that the receipt goes onto: it was made after all that. How long that history is, is no matter of the receivers.</summary>
    public required string GiverHead { get; init; }

    public required Timestamp IssuedTs { get; init; }
}
