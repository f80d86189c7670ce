using System.Collections.Immutable;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;
using Kpm.Core.Shared.Signing;

namespace Kpm.Core.Assets;

/// <summary>What opens the commitment to the file of one asset.</summary>
public sealed record ReceiptSalt(AssetId Asset, string Salt);

/// <summary>A place of a chain: where the bundle begins.</summary>
public sealed record ReceiptStart(long Sequence, string Hash);

/// <summary>One entry of a chain, as far as its hash goes.</summary>
public sealed record ReceiptLink(long Sequence, Timestamp OccurredTs, string PayloadSha256, string? ReceiptSha256, string Hash)
{
    public static ReceiptLink Of(HistoryEntry entry) => new(entry.Sequence, entry.Occurred, HistoryChain.DigestOf(entry), entry.Receipt, entry.Hash);
}

/// <summary>A receipt, and all that it takes to verify it without Kpm: from the place in the person's history that it stands on to a signed head. Its JSON is the same on the wire and in an export.</summary>
/// <param name="Person">Whose history it is.</param>
/// <param name="Receipt">The <see cref="Receipt"/> as a compact JWS.</param>
/// <param name="Salts">What opens its commitments; empty when the entry that holds it does not open.</param>
/// <param name="Before">What the first of the entries follows.</param>
/// <param name="Entries">The entries in their order; one of them tells of the receipt.</param>
/// <param name="Head">The <see cref="HistoryHeadStatement"/> of the last of them as a compact JWS.</param>
/// <param name="Keys">What verifies both, and every other statement of Kpm.</param>
public sealed record ReceiptBundle(UserId Person, string Receipt, ImmutableArray<ReceiptSalt> Salts, ReceiptStart Before, ImmutableArray<ReceiptLink> Entries, string Head, PublicKeySet Keys)
{
    /// <summary>The form of the document.</summary>
    public string Format { get; } = "kpm.receipt.v1";

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReceiptBundle);
}
