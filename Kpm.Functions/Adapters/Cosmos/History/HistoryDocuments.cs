using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Functions.Adapters.Cosmos.History;

/// <summary>An entry of a history in the partition of its person.</summary>
internal sealed record HistoryEntryDocument(string Id, string Pk, string Type, int SchemaVersion, long Sequence, Timestamp OccurredTs, string Hash, SealedRecord Sealed) : IRow
{
    public const string DocumentType = "historyEntry";

    /// <summary>An entry has one version: only its wraps change.</summary>
    long IRow.Version => 1;

    public static HistoryEntryDocument Of(UserId person, HistoryEntry entry) =>
        new(entry.Id.ToString(), person.ToString(), DocumentType, 1, entry.Sequence, entry.Occurred, entry.Hash, entry.Sealed);

    public HistoryEntry ToEntry() => new(EntityId.Parse<HistoryEntryId>(Id), Sequence, OccurredTs, Hash, Sealed);
}

/// <summary>Where a history ends, in the same partition.</summary>
internal sealed record HistoryHeadDocument(string Id, string Pk, string Type, int SchemaVersion, long Sequence, string Hash)
{
    public const string DocumentId = "head";

    public static HistoryHeadDocument After(UserId person, HistoryEntry entry) => new(DocumentId, person.ToString(), "historyHead", 1, entry.Sequence, entry.Hash);
}
