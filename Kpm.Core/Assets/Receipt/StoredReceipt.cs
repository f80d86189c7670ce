using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Kpm.Core.Shared;
using Kpm.Core.Shared.History;

namespace Kpm.Core.Assets;

/// <summary>The receipt of a release as it is kept, for ever.</summary>
/// <param name="Release">The release: it has one receipt.</param>
/// <param name="Giver">Whose release it was.</param>
/// <param name="Receivers">Those to whom it was delivered.</param>
/// <param name="GiverSequence">How long the giver's history was that the receipt goes onto.</param>
/// <param name="IssuedTs">When it was signed.</param>
/// <param name="Signed">The <see cref="Receipt"/> as a compact JWS.</param>
/// <param name="Secret">What opens its commitments, until the histories of its people hold it; then empty.</param>
public sealed record StoredReceipt(ReleaseId Release, UserId Giver, ImmutableArray<UserId> Receivers, long GiverSequence, Timestamp IssuedTs, string Signed, ImmutableArray<byte> Secret)
{
    /// <summary>The giver, and those to whom it was delivered.</summary>
    public ImmutableArray<UserId> Parties => [Giver, .. Receivers.Where(receiver => receiver != Giver)];

    /// <summary>Whether every history that tells of it does.</summary>
    public bool IsTold => Secret.IsEmpty;

    /// <summary>SHA-256 of the signed text, 64 lower-case hexadecimal characters.</summary>
    public string Digest => DigestOf(Signed);

    public static string DigestOf(string signed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(signed)));

    /// <summary>The cause of the step that tells of the receipt of a release.</summary>
    public static string CauseOf(ReleaseId release) => $"receipt/{release}";

    /// <summary>The entry that tells of it in the history of a person.</summary>
    public HistoryEntryId EntryOf(UserId person) => HistoryEntry.IdOf(person, CauseOf(Release));

    /// <summary>Never the fields: they must not reach a log.</summary>
    public override string ToString() => $"StoredReceipt {{ Release = {Release} }}";
}

/// <summary>Keeps receipts.</summary>
public interface IReceipts
{
    Task<StoredReceipt?> FindAsync(ReleaseId release, CancellationToken cancellationToken);

    /// <summary>Keeps a receipt. Nothing changes when the release has one.</summary>
    Task AddAsync(StoredReceipt receipt, CancellationToken cancellationToken);

    /// <summary>The histories tell of it: its secret is not kept any longer.</summary>
    Task MarkToldAsync(StoredReceipt receipt, CancellationToken cancellationToken);
}

/// <summary>There is no receipt of this release: it was not delivered, or a moment ago.</summary>
public sealed record ReceiptNotIssued() : Error(ErrorKind.NotFound, "receipt_not_issued", "There is no receipt of this release yet.");
