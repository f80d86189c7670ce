using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Sealing;
using Kpm.Core.Shared.Signing;

namespace Kpm.Core.Assets.Reactions.ExportSources;

/// <summary>Exports the history of the person, the oldest entry first, with all that proves it without Kpm. See docs/history-format.md.</summary>
public sealed class ExportHistory(IHistoryStore history, ISignedHeads heads, ISignatures signatures, IReceipts receipts, SignHistoryHandler sign, IContentSealer sealer) : IExportSource
{
    private const string Path = "history.json";

    public async Task WriteAsync(UserId person, IExportWriter writer, CancellationToken cancellationToken)
    {
        // What is exported ends at a signed head: what comes meanwhile would prove nothing, and is for the next export.
        await sign.HandleAsync(new SignHistory(person), cancellationToken);
        var hasHead = await history.FindHeadAsync(person, cancellationToken) is not null;
        var signed = new List<SignedHead>();
        await foreach (var head in heads.ReadAsync(person, cancellationToken)) signed.Add(head);
        var last = hasHead && signed.Count > 0 ? signed[^1].Sequence : long.MaxValue;
        string[] texts = [.. signed.Select(head => head.Signed)];
        var keys = new PublicKeySet(await signatures.ListKeysAsync(texts, cancellationToken));
        await writer.AddDocumentAsync(Path, new ExportedHistory(person, ReadAsync(person, last, writer, cancellationToken), texts, keys), cancellationToken);
    }

    /// <summary>An entry that does not open is named as missing, and is there for the sake of the chain.</summary>
    private async IAsyncEnumerable<ExportedStep> ReadAsync(UserId person, long last, IExportWriter writer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in history.ReadAsync(person, cancellationToken))
        {
            if (entry.Sequence > last) yield break;
            var step = await TryOpenAsync(person, entry, cancellationToken);
            if (step is null) writer.NameMissing($"{Path}#{entry.Sequence}", "content_damaged");
            yield return step ?? ExportedStep.Of(entry, content: null);
        }
    }

    /// <returns>Null when the entry does not open, or when the receipt that it tells of is not there.</returns>
    private async Task<ExportedStep?> TryOpenAsync(UserId person, HistoryEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var (content, key) = await sealer.DiscloseAsync<HistoryContent>(HistoryEntry.RecordOf(person, entry.Id), entry.Sealed, person, cancellationToken);
            if (entry.Receipt is null) return ExportedStep.Of(entry, content) with { Opening = ExportedOpening.Of(entry, key.AsSpan()) };

            // The payload holds what opens every commitment of the receipt; the signed text proves the same words, and opens none.
            var receipt = content.Legacy is { } legacy ? await receipts.FindAsync(legacy, cancellationToken) : null;
            return receipt?.Digest == entry.Receipt ? ExportedStep.Of(entry, content) with { Receipt = receipt?.Signed } : null;
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }
}

/// <summary>A history, and all that it takes to verify it without Kpm.</summary>
/// <param name="Person">Whose history it is.</param>
/// <param name="Entries">From the first on, in their order.</param>
/// <param name="Heads">Each <see cref="HistoryHeadStatement"/> that was signed, as a compact JWS, in the order of the chain.</param>
/// <param name="Keys">What verifies them, and every other statement of Kpm.</param>
internal sealed record ExportedHistory(UserId Person, IAsyncEnumerable<ExportedStep> Entries, IReadOnlyList<string> Heads, PublicKeySet Keys)
{
    /// <summary>The form of the document.</summary>
    public string Format { get; } = "kpm.history.v1";

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedHistory);
}

/// <summary>What proves that an entry says its words: the sealed payload, whose digest the chain has, and the key that opens it.</summary>
/// <param name="Id">The entry's id, which the payload is bound to.</param>
/// <param name="Schema">That of the content, which the payload is bound to, too.</param>
/// <param name="Payload">The sealed payload, base64url.</param>
/// <param name="RecordKey">What opens it, 64 lower-case hexadecimal characters.</param>
internal sealed record ExportedOpening(string Id, int Schema, string Payload, string RecordKey)
{
    public static ExportedOpening Of(HistoryEntry entry, ReadOnlySpan<byte> key) =>
        new($"{entry.Id}", entry.Sealed.Schema, Base64Url.EncodeToString(entry.Sealed.Payload.AsSpan()), Convert.ToHexStringLower(key));

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ExportedOpening);
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
    /// <summary>What proves the words of an entry that tells of no receipt; null when it does not open.</summary>
    public ExportedOpening? Opening { get; init; }

    /// <summary>The receipt that the entry tells of, as a compact JWS.</summary>
    public string? Receipt { get; init; }

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
