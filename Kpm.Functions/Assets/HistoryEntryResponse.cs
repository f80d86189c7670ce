using Kpm.Core.Shared;
using Kpm.Core.Assets;
using Kpm.Core.Shared.History;

namespace Kpm.Functions.Assets;

/// <summary>An entry in the history of the caller.</summary>
internal sealed record HistoryEntryResponse(
    long Sequence,
    long OccurredTs,
    HistoryKind Kind,
    string? By,
    string? Legacy,
    IReadOnlyList<string> Assets,
    IReadOnlyList<HistoryEvidenceResponse> Evidence,
    string? Reason,
    string? Day,
    IReadOnlyList<KeyUse> KeyUses,
    string? ReceiptSha256,
    string Hash)
{
    public static HistoryEntryResponse Of(OpenedHistoryEntry opened) => new(
        opened.Entry.Sequence,
        opened.Entry.Occurred.UnixMilliseconds,
        opened.Content.Kind,
        opened.Content.By is { } by ? ReferenceTo(by) : null,
        opened.Content.Legacy is { } legacy ? $"/legacy/{legacy}" : null,
        [.. opened.Content.Assets.Select(asset => $"/assets/{asset}")],
        [.. opened.Content.Evidence.Select(HistoryEvidenceResponse.Of)],
        opened.Content.Reason,
        opened.Content.Day,
        opened.Content.KeyUses,
        opened.Entry.Receipt,
        opened.Entry.Hash);

    private static string ReferenceTo(string by) => by == AssetRelease.Keepem ? by : $"/users/{by}";
}

/// <summary>What met one leaf of the conditions of a legacy.</summary>
internal sealed record HistoryEvidenceResponse(int Leaf, EvidenceGrade? Grade, long SinceTs, string? By)
{
    public static HistoryEvidenceResponse Of(HistoryEvidence evidence) =>
        new(evidence.Leaf, evidence.Grade, evidence.Since.UnixMilliseconds, evidence.By is { } by ? $"/users/{by}" : null);
}
