using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Shared.History;

/// <summary>One step in the history of a person, as it is stored. Only its wraps ever change.</summary>
/// <param name="Id">Follows from the person and the cause of the step.</param>
/// <param name="Sequence">Its place in the chain, from 1: the order of arrival, which need not be that of the events.</param>
/// <param name="Occurred">When the step happened.</param>
/// <param name="Hash">Of this entry and all before it, see <see cref="HistoryChain"/>: 64 lower-case hexadecimal characters.</param>
/// <param name="Sealed">A <see cref="HistoryContent"/>, sealed for the person.</param>
public sealed record HistoryEntry(HistoryEntryId Id, long Sequence, Timestamp Occurred, string Hash, SealedRecord Sealed)
{
    /// <summary>SHA-256 of the signed receipt that it tells of, 64 lower-case hexadecimal characters; null for none.</summary>
    public string? Receipt { get; init; }

    /// <summary>The id of the entry that a cause has in the history of a person: a repeat names the same one.</summary>
    public static HistoryEntryId IdOf(UserId person, string cause) => DerivedId.From<HistoryEntryId>(cause, $"history/{person}");

    /// <summary>The name under which the content of an entry is sealed.</summary>
    public static RecordName RecordOf(UserId person, HistoryEntryId entry) => new("history", $"{person}/{entry}");
}

/// <summary>Where the history of a person ends.</summary>
/// <param name="Sequence">That of the last entry, and so how many there are.</param>
/// <param name="Hash">That of the last entry.</param>
/// <param name="Revision">Guards its replacement; opaque, null when there is no entry yet.</param>
public sealed record HistoryHead(long Sequence, string Hash, string? Revision = null)
{
    /// <summary>When it is to be signed, or what follows it; null when it was signed.</summary>
    public Timestamp? SignAt { get; init; }
}

/// <summary>An entry, and what it says to the person whose history it is.</summary>
public sealed record OpenedHistoryEntry(HistoryEntry Entry, HistoryContent Content);
