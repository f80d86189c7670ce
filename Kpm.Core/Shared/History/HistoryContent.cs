using System.Collections.Immutable;

namespace Kpm.Core.Shared.History;

/// <summary>The kinds of steps that a history tells. A kind is never renamed: it lies sealed.</summary>
public enum HistoryKind
{
    /// <summary>A legacy was planned.</summary>
    LegacyScheduled,

    /// <summary>A plan was changed.</summary>
    LegacyRevised,

    /// <summary>Somebody was at a place of a legacy.</summary>
    PlaceFound,

    /// <summary>Every asset of a legacy is held for it.</summary>
    LegacyReady,

    /// <summary>A legacy can be claimed.</summary>
    LegacyClaimable,

    /// <summary>A legacy was executed: its assets are on their way.</summary>
    LegacyExecuted,

    /// <summary>An asset of an executed legacy was delivered.</summary>
    AssetDelivered,

    /// <summary>An asset of an executed legacy could not be delivered.</summary>
    AssetNotDelivered,

    /// <summary>Each asset of an executed legacy was delivered, or could not be.</summary>
    LegacyDelivered,

    /// <summary>A legacy ended without delivery: withdrawn, declined, or cancelled by the system.</summary>
    LegacyCanceled,

    /// <summary>A receiver of a legacy is none any more.</summary>
    ReceiverLeft,

    /// <summary>Somebody who was invited to a legacy is a receiver of it.</summary>
    ReceiverJoined,

    /// <summary>The owner of a legacy is silent: an attempt to reach them has begun.</summary>
    AttemptBegun,

    /// <summary>A keeper said that the owner is alive.</summary>
    AttemptPaused,

    /// <summary>The attempt has met no answer.</summary>
    SilenceMet,

    /// <summary>The attempt has ended.</summary>
    AttemptEnded,

    /// <summary>A receipt of a delivered legacy was signed.</summary>
    ReceiptIssued,

    /// <summary>The vault opened the person's key, on one day.</summary>
    KeyUsed,

    /// <summary>The owner of an executed legacy wants back what was not downloaded.</summary>
    LegacyRevoked,

    /// <summary>An asset of a revoked legacy came back.</summary>
    AssetTakenBack,

    /// <summary>An asset of a revoked legacy stays with somebody.</summary>
    AssetNotTakenBack,

    /// <summary>A legacy that this one follows was executed.</summary>
    PrecedingExecuted,

    /// <summary>A legacy that this one follows was cancelled.</summary>
    PrecedingCanceled,

    /// <summary>A receiver of a legacy that is claimed in turn was passed over.</summary>
    ReceiverPassedOver,

    /// <summary>Nobody has claimed a legacy in turn, and nobody is left to pass it to.</summary>
    LegacyUnclaimed,

    /// <summary>A keeper said that the owner is no more.</summary>
    Attested,

    /// <summary>A keeper took that back.</summary>
    AttestationWithdrawn,
}

/// <summary>What met one leaf of the conditions of a legacy.</summary>
/// <param name="Leaf">The number of the leaf in the legacy's conditions.</param>
/// <param name="Grade">How far it can be trusted; null when the clock alone shows it.</param>
/// <param name="Since">From when on the leaf was met.</param>
/// <param name="By">Who said or vouched so; null when nobody had to.</param>
public sealed record HistoryEvidence(int Leaf, EvidenceGrade? Grade, Timestamp Since, UserId? By = null);

/// <summary>What a history tells of one step: ids and codes, never content. It is sealed for the person whose history it is.</summary>
public sealed record HistoryContent
{
    public required HistoryKind Kind { get; init; }

    /// <summary>Who did it: a user id, or <c>keepem</c> when the system did; null when that is not known.</summary>
    public string? By { get; init; }

    public ReleaseId? Legacy { get; init; }

    /// <summary>The assets that the step is about.</summary>
    public ImmutableArray<AssetId> Assets { get; init; } = [];

    /// <summary>What met the conditions, leaf by leaf.</summary>
    public ImmutableArray<HistoryEvidence> Evidence { get; init; } = [];

    /// <summary>A code for why, in snake_case.</summary>
    public string? Reason { get; init; }

    /// <summary>What opens the commitments of a receipt; empty for other steps. It lies here alone, so it goes with the keys of those who may know it.</summary>
    public ImmutableArray<byte> ReceiptSecret { get; init; } = [];

    /// <summary>The day that the step is about, in UTC, such as 2026-11-27; null for other steps.</summary>
    public string? Day { get; init; }

    /// <summary>How often the person's key was opened on that day, by purpose.</summary>
    public ImmutableArray<KeyUse> KeyUses { get; init; } = [];

    /// <summary>Never the fields: they are sealed and must not reach a log.</summary>
    public override string ToString() => nameof(HistoryContent);
}

/// <summary>A step on its way into a history.</summary>
/// <param name="Cause">The id of the event that tells of it. A cause has one step in the history of a person.</param>
/// <param name="Occurred">When it happened.</param>
/// <param name="Content">What happened.</param>
public sealed record HistoryStep(string Cause, Timestamp Occurred, HistoryContent Content)
{
    /// <summary>SHA-256 of the signed receipt that it tells of, 64 lower-case hexadecimal characters; null for none.</summary>
    public string? Receipt { get; init; }
}
