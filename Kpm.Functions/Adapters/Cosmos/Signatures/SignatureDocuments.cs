using System.Collections.Immutable;
using Kpm.Core.Assets;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Functions.Adapters.Cosmos.Signatures;

/// <summary>The receipt of a release, in the partition of the release.</summary>
internal sealed record ReceiptDocument(string Id, string Pk, string Type, int SchemaVersion, UserId Giver, ImmutableArray<UserId> Receivers, long GiverSequence, Timestamp IssuedTs, string Signed)
{
    public const string DocumentId = "receipt";

    /// <summary>Absent as soon as the histories hold it.</summary>
    public byte[]? Secret { get; init; }

    public static ReceiptDocument Of(StoredReceipt receipt) =>
        new(DocumentId, receipt.Release.ToString(), DocumentId, 1, receipt.Giver, receipt.Receivers, receipt.GiverSequence, receipt.IssuedTs, receipt.Signed) { Secret = receipt.IsTold ? null : [.. receipt.Secret] };

    public StoredReceipt ToReceipt() => new(EntityId.Parse<ReleaseId>(Pk), Giver, Receivers, GiverSequence, IssuedTs, Signed, [.. Secret ?? []]);

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => nameof(ReceiptDocument);
}

/// <summary>A signed head of the history of a person, in the partition of the person.</summary>
internal sealed record SignedHeadDocument(string Id, string Pk, string Type, int SchemaVersion, long Sequence, string Hash, Timestamp SignedTs, string Signed)
{
    public const string DocumentType = "signedHead";

    public static SignedHeadDocument Of(UserId person, SignedHead head) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"head-{head.Sequence}"), person.ToString(), DocumentType, 1, head.Sequence, head.Hash, head.SignedTs, head.Signed);

    public SignedHead ToHead() => new(Sequence, Hash, SignedTs, Signed);
}
