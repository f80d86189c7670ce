using System.Runtime.CompilerServices;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;

namespace Kpm.Core.Assets.Reactions.ExportSources;

/// <summary>Exports the history of the person, the oldest entry first, with what anybody needs to verify its chain.</summary>
public sealed class ExportHistory(IHistoryStore history, IContentSealer sealer) : IExportSource
{
    private const string Path = "history.json";

    public Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken) =>
        writer.AddDocumentAsync(Path, ReadAsync(person, writer, cancellationToken), cancellationToken);

    /// <summary>An entry that does not open is named as missing, and is there for the sake of the chain.</summary>
    private async IAsyncEnumerable<ExportedStep> ReadAsync(UserId person, IExportWriter writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in history.ReadAsync(person, cancellationToken))
        {
            var content = await TryOpenAsync(person, entry, cancellationToken);
            if (content is null) writer.NameMissing($"{Path}#{entry.Sequence}", "content_damaged");
            yield return ExportedStep.Of(entry, content);
        }
    }

    private async Task<HistoryContent?> TryOpenAsync(UserId person, HistoryEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await sealer.OpenAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, cancellationToken);
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }
}

/// <summary>An entry of a history in an export.</summary>
internal sealed record ExportedStep(
    long Sequence,
    Timestamp OccurredTs,
    HistoryKind? Kind,
    string? By,
    string? Legacy,
    IReadOnlyList<string> Assets,
    IReadOnlyList<ExportedEvidence> Evidence,
    string? Reason,
    string? Day,
    IReadOnlyList<KeyUse> KeyUses,
    string PayloadSha256,
    string? ReceiptSha256,
    string Hash)
{
    public static ExportedStep Of(HistoryEntry entry, HistoryContent? content) => new(
        entry.Sequence,
        entry.Occurred,
        content?.Kind,
        content?.By is { } by ? ReferenceTo(by) : null,
        content?.Legacy is { } legacy ? $"/legacy/{legacy}" : null,
        [.. (content?.Assets ?? []).Select(asset => $"/assets/{asset}")],
        [.. (content?.Evidence ?? []).Select(ExportedEvidence.Of)],
        content?.Reason,
        content?.Day,
        content?.KeyUses ?? [],
        HistoryChain.DigestOf(entry),
        entry.Receipt,
        entry.Hash);

    private static string ReferenceTo(string by) => by == AssetRelease.Keepem ? by : $"/users/{by}";

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedStep);
}

/// <summary>What met one leaf of the conditions of a legacy, in an export.</summary>
internal sealed record ExportedEvidence(int Leaf, EvidenceGrade? Grade, Timestamp SinceTs, string? By)
{
    public static ExportedEvidence Of(HistoryEvidence evidence) => new(evidence.Leaf, evidence.Grade, evidence.Since, evidence.By is { } by ? $"/users/{by}" : null);
}
