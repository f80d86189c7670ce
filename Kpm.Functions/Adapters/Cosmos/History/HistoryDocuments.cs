using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Cosmos.History;

/// <summary>An entry of a history in the partition of its person.</summary>
internal sealed record HistoryEntryDocument(string Id, string Pk, string Type, int SchemaVersion, long Sequence, Timestamp OccurredTs, string Hash, SealedRecord Sealed) : IRow
{
    public const string DocumentType = "historyEntry";

    /// <summary>SHA-256 of the signed receipt that it tells of; absent for none.</summary>
    public string? Receipt { get; init; }

    /// <summary>An entry has one version: only its wraps change.</summary>
    long IRow.Version => 1;

    public static HistoryEntryDocument Of(UserId person, HistoryEntry entry) =>
        new(entry.Id.ToString(), person.ToString(), DocumentType, 1, entry.Sequence, entry.Occurred, entry.Hash, entry.Sealed) { Receipt = entry.Receipt };

    public HistoryEntry ToEntry() => new(EntityId.Parse<HistoryEntryId>(Id), Sequence, OccurredTs, Hash, Sealed) { Receipt = Receipt };
}

/// <summary>Where a history ends, in the same partition.</summary>
internal sealed record HistoryHeadDocument(string Id, string Pk, string Type, int SchemaVersion, long Sequence, string Hash)
{
    public const string DocumentId = "head";

    /// <summary>When it is to be signed; absent when it was.</summary>
    public Timestamp? NextCheckAt { get; init; }

    public static HistoryHeadDocument Of(UserId person, HistoryHead head) => new(DocumentId, person.ToString(), "historyHead", 1, head.Sequence, head.Hash) { NextCheckAt = head.SignAt };

    public HistoryHead ToHead(string? revision) => new(Sequence, Hash, revision) { SignAt = NextCheckAt };
}
